import type { AwsError } from '../../kernel/aws-error';

/** What a protocol makes of a request's body: the action and its input, not yet checked. */
export interface Call {
  readonly action: string;
  readonly input: unknown;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** One wire protocol: requests in, answers and errors out. Pure. */
export interface WireProtocol {
  /** Throws an AwsError when the request is not of this protocol. */
  decode(request: WireRequest): Call;
  encode(action: string, output: unknown, wireName: string, requestId: string): WireAnswer;
  encodeError(error: AwsError, requestId: string): WireAnswer;
}
