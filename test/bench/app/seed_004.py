"""The Flask application as the requirement document 004 shows it, with the answer that all servers here give."""

import logging
import time

from flask import Flask, jsonify, request
from prometheus_client import Counter, Gauge, Histogram, make_wsgi_app
from werkzeug.middleware.dispatcher import DispatcherMiddleware

logging.basicConfig(
    level=logging.INFO,
    format='%(asctime)s [%(levelname)s] %(message)s',
    datefmt='%Y-%m-%d %H:%M:%S',
)

REQUEST_COUNT = Counter('app_request_count', 'Requests', ['endpoint', 'method', 'http_status'])
REQUEST_LATENCY = Histogram('app_request_latency_seconds', 'Seconds', ['endpoint', 'method'])
ACTIVE_REQUESTS = Gauge('app_active_requests', 'Requests being served')

app = Flask(__name__)


@app.before_request
def start_request():
    request.start_time = time.time()
    ACTIVE_REQUESTS.inc()


@app.after_request
def process_response(response):
    request_duration = time.time() - request.start_time
    REQUEST_LATENCY.labels(endpoint=request.path, method=request.method).observe(request_duration)
    REQUEST_COUNT.labels(endpoint=request.path, method=request.method, http_status=response.status_code).inc()
    ACTIVE_REQUESTS.dec()
    return response


@app.get('/')
def home():
    return jsonify(message='hello from the unstable API', version='dev')


app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {'/metrics': make_wsgi_app()})
