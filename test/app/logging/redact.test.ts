import { redact } from '../../../app/src/logging/redact';

test.each([
  ['{"authorization":"Bearer abc.def"}', '{"authorization":"[redacted]"}'],
  ['{"headers":{"Cookie":"sid=\\"1\\"; a=b"},"port":1}', '{"headers":{"Cookie":"[redacted]"},"port":1}'],
  ['{"set-cookie":["a=1","b=2"]}', '{"set-cookie":"[redacted]"}'],
  ['{"dbPassword":"p"}', '{"dbPassword":"[redacted]"}'],
  ['{"x-chaos-token":12}', '{"x-chaos-token":"[redacted]"}'],
  ['{"url":"/a?token=t0p&b=1"}', '{"url":"/a?token=[redacted]&b=1"}'],
  ['{"url":"/a?b=1&api_key=k#top"}', '{"url":"/a?b=1&api_key=[redacted]#top"}'],
  ['{"url":"/a%3Faccess_token%3Dt0p"}', '{"url":"/a%3Faccess_token%3D[redacted]"}'],
  ['{"msg":"at postgres://lab:p%40ss@db:5432/lab"}', '{"msg":"at postgres://lab:[redacted]@db:5432/lab"}'],
  ['{"msg":"sent Bearer eyJhbGciOi.J9"}', '{"msg":"sent Bearer [redacted]"}'],
])('%s becomes %s', (line, clean) => {
  expect(redact(line)).toBe(clean);
});

test.each([
  '{"level":"info","requestId":"a-b","url":"/api/users?page=2","http_status":"200","msg":"request"}',
  '{"error":{"stack":"Error: connect ECONNREFUSED 127.0.0.1:5432\\n    at connect (node:net:1:2)"}}',
  '{"url":"http://lab:5000/a@b"}',
  '{"msg":"the bearer of news"}',
])('%s stays as it is', (line) => {
  expect(redact(line)).toBe(line);
});
