import type { BoundAction } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { RestBinding } from '../../kernel/rest-binding';
import { decodeAwsChunked } from './aws-chunked';
import type { WireAnswer, WireProtocol, WireRequest, WireService } from './wire';
import { content, escapeXml } from './xml';

/** S3's protocol: the action is in method, path and query; members are in query, headers and body. */
export const restXml: WireProtocol = {
  decode(request, service) {
    const { bucket, key, query } = targetOf(request);
    const action = findAction(service, request.method, key === '' ? 'bucket' : 'object', query);
    if (!action?.http || bucket === '') throw notImplemented(request.method, bucket, key, query);
    return {
      action: action.name,
      input: {
        Bucket: bucket,
        ...(key === '' ? {} : { Key: key }),
        ...queryMembers(query, action.http),
        ...headerMembers(request.headers, action.http),
        ...bodyMembers(request, action.http),
      },
    };
  },
  encode(name, output, service, requestId) {
    const { headers = {}, answer } = service.actions.get(name)!.http!;
    const members = (output ?? {}) as Record<string, unknown>;
    const outputHeaders = Object.entries(headers).flatMap(([header, member]) =>
      members[member] === undefined ? [] : [[header, headerText(members[member])] as const],
    );
    const rest = { ...Object.fromEntries(outputHeaders), 'x-amz-request-id': requestId };
    if (answer === 'empty') return { status: 200, headers: rest, body: '' };
    if ('bytes' in answer) return { status: 200, headers: rest, body: members[answer.bytes] as Buffer };
    const inside = typeof output === 'string' ? escapeXml(output) : content(members, 'flat');
    return xml(200, `<${answer.root} xmlns="${escapeXml(service.wireName)}">${inside}</${answer.root}>`, requestId);
  },
  encodeError: (error, requestId) =>
    xml(
      error.status,
      `<Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>` +
        `<RequestId>${requestId}</RequestId></Error>`,
      requestId,
    ),
};

function targetOf({ url }: WireRequest): { bucket: string; key: string; query: URLSearchParams } {
  const [path = '', query = ''] = url.split(/\?(.*)/s, 2);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: decode(bucket), key: decode(key), query: new URLSearchParams(query) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** An action whose marker is there; else the one of this method and place that needs none. */
function findAction(
  { actions }: WireService,
  method: string,
  on: RestBinding['on'],
  query: URLSearchParams,
): BoundAction | undefined {
  const candidates = [...actions.values()].filter(({ http }) => http?.method === method && http.on === on);
  const marked = candidates.find(({ http }) => http?.marker && query.get(http.marker[0]) === http.marker[1]);
  return marked ?? candidates.find(({ http }) => http && !http.marker);
}

/** `x-id` names the action once more, for logs. Whatever has no member keeps its name and is refused by it. */
function queryMembers(query: URLSearchParams, binding: RestBinding): Record<string, string> {
  const own = [...query].filter(([name]) => name !== 'x-id' && name !== binding.marker?.[0]);
  return Object.fromEntries(own.map(([name, value]) => [binding.query?.[name] ?? name, value]));
}

/** Part of every signed request, and no member of any. */
const AMBIENT = /^x-amz-(date|content-sha256|security-token|user-agent|trailer|decoded-content-length|sdk-.*)$/;
/** These change what a request means: one without a member is refused by its name. */
const MEANINGFUL = /^(x-amz-.*|range|if-.*|cache-control|expires|content-(md5|disposition|language))$/;

function headerMembers(headers: WireRequest['headers'], binding: RestBinding): Record<string, string> {
  const members = Object.entries(headers).flatMap(([header, value]) => {
    const member = binding.headers?.[header] ?? (MEANINGFUL.test(header) ? header : undefined);
    return value === undefined || member === undefined || AMBIENT.test(header) ? [] : [[member, value] as const];
  });
  return Object.fromEntries(members);
}

function bodyMembers(request: WireRequest, binding: RestBinding): Record<string, unknown> {
  const member = binding.requestBody;
  if (member === undefined) return {};
  const encodings = (request.headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  if (!encodings.includes('aws-chunked')) return { [member]: request.body };
  const { body, trailers } = decodeAwsChunked(request.body);
  if (Number(request.headers['x-amz-decoded-content-length'] ?? body.length) !== body.length) {
    throw new AwsError(
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  }
  const kept = encodings.filter((encoding) => encoding !== 'aws-chunked').join(',');
  return { ...headerMembers(trailers, binding), [member]: body, ContentEncoding: kept === '' ? undefined : kept };
}

function headerText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}

/** S3 answers 501 here; 400 keeps SDKs from trying again. */
function notImplemented(method: string, bucket: string, key: string, query: URLSearchParams): AwsError {
  const markers = [...query.keys()].filter((name) => name !== 'x-id').join('&');
  const request = `${method} /${bucket}${key === '' ? '' : '/<key>'}${markers === '' ? '' : `?${markers}`}`;
  const name = query.get('x-id');
  return new AwsError(
    'NotImplemented',
    `the local cloud does not implement the action s3:${name ?? `(${request})`}; it has what the CDK CLI asks for`,
  );
}

function xml(status: number, body: string, requestId: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
