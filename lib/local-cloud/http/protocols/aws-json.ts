import { AwsError } from '../../kernel/aws-error';
import type { WireAnswer, WireProtocol } from './wire';

/** AWS JSON 1.1: `X-Amz-Target: Prefix.Action`, a JSON body, times as seconds since the epoch. */
export const awsJson: WireProtocol = {
  decode({ headers, body }) {
    const action = headers['x-amz-target']?.split('.').pop();
    if (!action) throw new AwsError('UnknownOperationException', 'the header X-Amz-Target is missing');
    return { action, input: body.length === 0 ? {} : parse(body) };
  },
  encode: (_action, output, _service, requestId) => answer(200, JSON.stringify(withSeconds(output ?? {})), requestId),
  encodeError: (error, requestId) => ({
    ...answer(error.status, JSON.stringify({ __type: error.code, message: error.message }), requestId),
  }),
};

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'the body is not valid JSON');
  }
}

function answer(status: number, body: string, requestId: string): WireAnswer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId }, body };
}

function withSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withSeconds);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSeconds(item)]));
}
