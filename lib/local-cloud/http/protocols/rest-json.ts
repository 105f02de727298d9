import type { BoundAction } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import { awsJson } from './aws-json';
import type { WireProtocol, WireRequest } from './wire';

/** REST with JSON: the action is method and path; members are in path, query and body; the error's code is in a header. */
export const restJson: WireProtocol = {
  decode(request, service) {
    const [path = '', query = ''] = request.url.split(/\?(.*)/s, 2);
    for (const action of service.actions.values()) {
      const inPath = action.route?.method === request.method ? matchPath(action.route.path, path) : undefined;
      if (inPath === undefined) continue;
      return {
        action: action.name,
        input: { ...bodyOf(request), ...queryMembers(new URLSearchParams(query), action), ...inPath },
      };
    }
    throw new AwsError(
      'UnknownOperationException',
      `the local cloud does not implement the request ${request.method} ${path} of ${service.wireName}`,
      404,
    );
  },
  encode: (action, output, service, requestId) => withType(awsJson.encode(action, output, service, requestId)),
  encodeError(error, requestId) {
    const answer = withType(awsJson.encodeError(error, requestId));
    return {
      ...answer,
      headers: { ...answer.headers, 'x-amzn-errortype': error.code },
      body: JSON.stringify({ Message: error.message }),
    };
  },
};

function withType<Answer extends { readonly headers: Readonly<Record<string, string>> }>(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } };
}

/** The members in the path; undefined when it is not of this pattern. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, got] = [pattern.split('/'), path.replace(/\/$/, '').split('/')];
  if (wanted.length !== got.length) return undefined;
  const members: Record<string, string> = {};
  for (const [index, piece] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    const text = decode(got[index] ?? '');
    if (name !== undefined && text !== '') members[name] = text;
    else if (piece !== text) return undefined;
  }
  return members;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('ValidationException', 'the path is not valid percent-encoding');
  }
}

/** Whatever has no member keeps its name and is refused by it. */
function queryMembers(query: URLSearchParams, { route }: BoundAction): Record<string, string> {
  return Object.fromEntries([...query].map(([name, value]) => [route?.query?.[name] ?? name, value]));
}

function bodyOf({ body }: WireRequest): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Said below, with everything else that is no object.
  }
  throw new AwsError('SerializationException', 'the body is not a JSON object');
}
