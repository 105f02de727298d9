import type { Protocol } from '../kernel/action';
import { AwsError } from '../kernel/aws-error';
import type { Credentials, CredentialStore } from '../kernel/credentials';
import {
  MAXIMUM_SKEW,
  parseAmzDate,
  parseAuthorization,
  signatureMatches,
  type CredentialScope,
  type SignedRequest,
} from './sigv4';

export interface Caller {
  readonly scope: CredentialScope;
  readonly credentials: Credentials;
}

/** The codes in which each protocol refuses a caller (AWS documentation, "Common errors" of each service). */
const CODES = {
  'json-1.1': {
    missing: 'MissingAuthenticationTokenException',
    unknown: 'UnrecognizedClientException',
    mismatch: 'InvalidSignatureException',
    expired: 'ExpiredTokenException',
    skewed: 'InvalidSignatureException',
  },
  query: {
    missing: 'MissingAuthenticationToken',
    unknown: 'InvalidClientTokenId',
    mismatch: 'SignatureDoesNotMatch',
    expired: 'ExpiredToken',
    skewed: 'SignatureDoesNotMatch',
  },
  'ec2-query': {
    missing: 'MissingAuthenticationToken',
    unknown: 'AuthFailure',
    mismatch: 'AuthFailure',
    expired: 'RequestExpired',
    skewed: 'RequestExpired',
  },
  'rest-xml': {
    missing: 'AccessDenied',
    unknown: 'InvalidAccessKeyId',
    mismatch: 'SignatureDoesNotMatch',
    expired: 'ExpiredToken',
    skewed: 'RequestTimeTooSkewed',
  },
  'rest-json': {
    missing: 'MissingAuthenticationTokenException',
    unknown: 'UnrecognizedClientException',
    mismatch: 'InvalidSignatureException',
    expired: 'ExpiredTokenException',
    skewed: 'InvalidSignatureException',
  },
} as const;

/** Checks a request's signature; throws the AwsError that AWS would answer. */
export function authenticate(
  request: SignedRequest,
  store: CredentialStore,
  protocolOf: (service: string) => Protocol,
  now: number,
): Caller {
  const authorization = parseAuthorization(request.headers.authorization);
  const codes = CODES[protocolOf(authorization?.scope.service ?? '')];
  if (!authorization) throw new AwsError(codes.missing, 'Request is missing Authentication Token', 403);
  const { scope } = authorization;

  const credentials = store.find(scope.accessKeyId);
  if (!credentials || credentials.sessionToken !== request.headers['x-amz-security-token']) {
    throw new AwsError(codes.unknown, 'The security token included in the request is invalid.', 403);
  }
  if (credentials.expiresAt !== undefined && credentials.expiresAt <= now) {
    throw new AwsError(codes.expired, 'The security token included in the request is expired', 403);
  }
  const time = parseAmzDate(request.headers['x-amz-date']);
  if (
    time === undefined ||
    Math.abs(time - now) > MAXIMUM_SKEW ||
    !request.headers['x-amz-date']!.startsWith(scope.date)
  ) {
    throw new AwsError(codes.skewed, `Signature expired: ${request.headers['x-amz-date'] ?? 'no date'}`, 403);
  }
  const payload = request.headers['x-amz-content-sha256'] ?? '';
  if (payload.startsWith('STREAMING-AWS4')) {
    throw new AwsError('NotImplemented', `the local cloud does not implement signed chunks (${payload})`);
  }
  if (!signatureMatches(request, authorization, credentials.secretAccessKey)) {
    throw new AwsError(
      codes.mismatch,
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      403,
    );
  }
  return { scope, credentials };
}
