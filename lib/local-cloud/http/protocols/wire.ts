import type { BoundAction } from '../../kernel/action';
import type { AwsError } from '../../kernel/aws-error';

/** What a protocol makes of a request's body: the action and its input, not yet checked. */
export interface Call {
  readonly action: string;
  readonly input: unknown;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export interface WireRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What a protocol must know of the service to write an answer. */
export interface WireService {
  /** The XML namespace (query, rest-xml). */
  readonly wireName: string;
  readonly actions: ReadonlyMap<string, BoundAction>;
}

/** One wire protocol: requests in, answers and errors out. Pure. */
export interface WireProtocol {
  /** Throws an AwsError when the request is not of this protocol. */
  decode(request: WireRequest, service: WireService): Call;
  encode(action: string, output: unknown, service: WireService, requestId: string): WireAnswer;
  encodeError(error: AwsError, requestId: string): WireAnswer;
}
