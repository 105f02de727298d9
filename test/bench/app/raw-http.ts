import { createServer } from 'node:http';
import { ANSWER } from './answer';

/** Node's server without anything around it. */
createServer((_req, res) => {
  const text = JSON.stringify(ANSWER);
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }).end(text);
}).listen(Number(process.env.PORT), '127.0.0.1');
