import { LabError, messageOf } from '../model/errors';
import type { AwsProfile } from './profile';

const AWS = 'AWS';

/** An SDK error as a sentence that says what to do. */
export function explainedAwsError(error: unknown, profile: AwsProfile): LabError {
  if (error instanceof LabError) return error;
  const where = profile.endpoint ?? AWS;
  const names = namesOf(error);
  const explanation = EXPLANATIONS.find(({ when }) => names.some((name) => when.test(name)));
  if (explanation)
    return new LabError(explanation.code, explanation.message(where, messageOf(error)), { cause: error });
  return new LabError('AwsError', `${where} answered ${names[0] ?? 'an error'}: ${withoutPeriod(messageOf(error))}`, {
    cause: error,
  });
}

interface Explanation {
  readonly when: RegExp;
  readonly code: string;
  readonly message: (where: string, said: string) => string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    when: /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|TimeoutError)$/,
    code: 'NoAnswer',
    message: (where) =>
      where === AWS
        ? 'no answer from AWS; is the network up, and is there such a region (AWS_REGION)?'
        : `no answer from ${where}; is the lab running ("npx lab up"), and is AWS_ENDPOINT_URL right?`,
  },
  {
    when: /^Could not resolve credentials using profile: /,
    code: 'NoProfile',
    message: (_where, said) =>
      `there is no AWS profile ${/\[(.*?)\]/.exec(said)?.[1] ?? 'of that name'}; "aws configure list-profiles" lists those that are, and AWS_PROFILE names one`,
  },
  {
    when: /SSO session associated with this profile|^Token is expired|SSO token .*(expired|invalid)/i,
    code: 'ExpiredCredentials',
    message: () => 'the AWS credentials have expired; log in again ("aws sso login")',
  },
  {
    when: /^CredentialsProviderError$/,
    code: 'NoCredentials',
    message: () =>
      'no lab is running from this folder, and there are no AWS credentials; start a lab with "npx lab up", or log in to AWS (AWS_PROFILE, "aws sso login")',
  },
  {
    when: /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/,
    code: 'ExpiredCredentials',
    message: () => 'the AWS credentials have expired; log in again ("aws sso login")',
  },
  {
    when: /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/,
    code: 'WrongCredentials',
    message: (where) =>
      `${where} does not know these AWS credentials; after a new "npx lab up" run eval "$(npx lab env)" again`,
  },
  {
    when: /^(OptInRequired|SubscriptionRequiredException)$|^Region not accepted/,
    code: 'WrongRegion',
    message: (_where, said) =>
      `AWS does not take this region (${withoutPeriod(said)}); set AWS_REGION to one that is open to the account, such as us-east-1`,
  },
  {
    when: /^ClusterNotFoundException$/,
    code: 'NoLab',
    message: (where) =>
      `${where} has no such lab here (no such cluster); check --lab and the region (AWS_REGION), or deploy it with "npx cdk deploy"`,
  },
  {
    when: /^ParameterNotFound$/,
    code: 'NotBootstrapped',
    message: () =>
      'this account and region are not bootstrapped for the CDK, which the production profile needs; run "npx cdk bootstrap" once',
  },
  {
    when: /^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)$/,
    code: 'Throttled',
    message: (where) => `${where} is asked too often at the moment; try again in a minute`,
  },
  {
    when: /^(AccessDenied|UnauthorizedOperation)/,
    code: 'AccessDenied',
    message: (where, said) => `${where} does not allow this (${withoutPeriod(said)}); ask for the right to do it`,
  },
  {
    when: /^(UnknownOperationException|InvalidAction|UnknownService)$/,
    code: 'NotImplemented',
    message: (where, said) => `${where} does not know this: ${withoutPeriod(said)}`,
  },
  {
    when: /^Region is missing$/,
    code: 'NoRegion',
    message: () =>
      'no lab is running from this folder, and no AWS region is set; start a lab with "npx lab up", or set AWS_REGION',
  },
];

/** What an error may be known by: the SDK's name, a system error's code, or the one message that has neither. */
function namesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { name, code, message }: { name?: unknown; code?: unknown; message?: unknown } = error;
  return [name, code, message].filter((text) => typeof text === 'string');
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, '');
}
