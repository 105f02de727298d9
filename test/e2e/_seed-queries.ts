/** The seed's success rate, word for word. */
export const SUCCESS_RATE = `sum(rate(http_requests_total{http_status=~"2.."}[5m]))
/
clamp_min(sum(rate(http_requests_total[5m])), 0.00001)`;

/** The seed's error rate, word for word. */
export const ERROR_RATE = `sum(rate(http_requests_total{http_status!~"2.."}[5m]))`;
