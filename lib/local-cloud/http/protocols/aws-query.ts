import { AwsError } from '../../kernel/aws-error';
import { decodeForm } from './query-input';
import type { Call, WireAnswer, WireProtocol } from './wire';
import { content, escapeXml } from './xml';

/** The query protocol of CloudFormation, STS and IAM: a form in, `<XResponse><XResult>` out. */
export const awsQuery: WireProtocol = {
  decode: ({ body }) => decodeAction(body),
  encode: (action, output, { wireName }, requestId) =>
    xml(
      200,
      `<${action}Response xmlns="${escapeXml(wireName)}"><${action}Result>${content(output ?? {}, 'member')}</${action}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
      requestId,
    ),
  encodeError: (error, requestId) =>
    xml(
      error.status,
      `<ErrorResponse><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      requestId,
    ),
};

/** EC2's own query protocol: lists without `member`, no result wrapper, another error form. */
export const ec2Query: WireProtocol = {
  decode: ({ body }) => decodeAction(body),
  encode: (action, output, { wireName }, requestId) =>
    xml(
      200,
      `<${action}Response xmlns="${escapeXml(wireName)}"><requestId>${requestId}</requestId>` +
        `${content(output ?? {}, 'item')}</${action}Response>`,
      requestId,
    ),
  encodeError: (error, requestId) =>
    xml(
      error.status,
      `<Response><Errors><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>` +
        `</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      requestId,
    ),
};

function decodeAction(body: Buffer): Call {
  const { Action: action, Version: _version, ...input } = decodeForm(body.toString('utf8'));
  if (typeof action !== 'string') throw new AwsError('MissingAction', 'the parameter Action is missing');
  return { action, input };
}

function xml(status: number, body: string, requestId: string): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
