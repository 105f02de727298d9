import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccountApi } from '../../lib/aws/account-api';
import { explainedAwsError } from '../../lib/aws/explain-error';
import { createLabApi } from '../../lib/aws/sdk-lab-api';
import { LabError } from '../../lib/model/errors';

/** An AWS that refuses everything in one way, in the words and the form of the real one. */
async function refusing(code: string, message: string, status: number): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.headers['x-amz-target']) {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: code, message }));
      return;
    }
    response.writeHead(status, { 'content-type': 'text/xml' });
    const isEc2 = /\/ec2\/aws4_request/.test(request.headers.authorization ?? '');
    const error = `<Code>${code}</Code><Message>${message}</Message>`;
    response.end(
      isEc2
        ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>1</RequestID></Response>`
        : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>1</RequestId></ErrorResponse>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const CREDENTIALS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' };

describe('a wrong profile is explained, whichever service says it:', () => {
  let server: Server | undefined;
  afterEach(() => new Promise<unknown>((resolve) => (server ? server.close(resolve) : resolve(undefined))));

  it.each<
    [service: 'ecs' | 'ec2' | 'sts', code: string, said: string, status: number, explained: string, text: RegExp]
  >([
    [
      'ecs',
      'ExpiredTokenException',
      'The security token included in the request is expired',
      400,
      'ExpiredCredentials',
      /have expired; log in again/,
    ],
    ['ec2', 'RequestExpired', 'Request has expired.', 400, 'ExpiredCredentials', /have expired; log in again/],
    [
      'sts',
      'ExpiredToken',
      'The security token included in the request is expired',
      403,
      'ExpiredCredentials',
      /have expired; log in again/,
    ],
    [
      'ecs',
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      400,
      'WrongCredentials',
      /does not know these AWS credentials/,
    ],
    [
      'ec2',
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      401,
      'WrongCredentials',
      /does not know these AWS credentials/,
    ],
    [
      'sts',
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      403,
      'WrongCredentials',
      /does not know these AWS credentials/,
    ],
    [
      'sts',
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match',
      403,
      'WrongCredentials',
      /does not know these AWS credentials/,
    ],
    [
      'ecs',
      'ClusterNotFoundException',
      'Cluster not found.',
      400,
      'NoLab',
      /no such cluster\); check --lab and the region/,
    ],
    [
      'ec2',
      'OptInRequired',
      'You are not subscribed to this service.',
      401,
      'WrongRegion',
      /does not take this region .*AWS_REGION/,
    ],
    [
      'ec2',
      'UnauthorizedOperation',
      'You are not authorized to perform this operation.',
      403,
      'AccessDenied',
      /does not allow this .*ask for the right/,
    ],
    [
      'ecs',
      'AccessDeniedException',
      'User: arn:x is not authorized to perform: ecs:ListTasks',
      400,
      'AccessDenied',
      /ecs:ListTasks\); ask for the right/,
    ],
    ['ecs', 'ThrottlingException', 'Rate exceeded', 400, 'Throttled', /asked too often at the moment/],
  ])('%s, %s', async (service, code, said, status, explained, text) => {
    const stand = await refusing(code, said, status);
    server = stand.server;
    const profile = { endpoint: stand.endpoint, region: 'us-east-1', credentials: CREDENTIALS };
    const asked = {
      ecs: async () => (await createLabApi(profile)).listServiceTasks('SreSloLab', 'sre-app-service'),
      ec2: async () => (await createLabApi(profile)).publicAddresses(['eni-1']),
      sts: async () => (await createAccountApi(profile)).callerIdentity(),
    }[service];
    await expect(asked()).rejects.toMatchObject({ code: explained, message: expect.stringMatching(text) });
  });
});

describe('what the SDK finds wrong by itself is explained too:', () => {
  const named = (name: string, message: string) => Object.assign(new Error(message), { name });

  it.each<[string, Error, string, string]>([
    [
      'a profile that is not there',
      named(
        'CredentialsProviderError',
        'Could not resolve credentials using profile: [class] in configuration/credentials file(s).',
      ),
      'NoProfile',
      'there is no AWS profile class; "aws configure list-profiles" lists those that are, and AWS_PROFILE names one',
    ],
    [
      'a session that is over',
      named(
        'CredentialsProviderError',
        'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      ),
      'ExpiredCredentials',
      'the AWS credentials have expired; log in again ("aws sso login")',
    ],
    [
      'a region that is none',
      named('Error', 'Region not accepted: region="us east 1" is not a valid hostname component.'),
      'WrongRegion',
      'AWS does not take this region (Region not accepted: region="us east 1" is not a valid hostname component); set AWS_REGION to one that is open to the account, such as us-east-1',
    ],
    [
      'a region that does not exist',
      Object.assign(new Error('getaddrinfo ENOTFOUND ecs.us-esat-1.amazonaws.com'), { code: 'ENOTFOUND' }),
      'NoAnswer',
      'no answer from AWS; is the network up, and is there such a region (AWS_REGION)?',
    ],
    [
      'a missing bootstrap',
      named('ParameterNotFound', 'UnknownError'),
      'NotBootstrapped',
      'this account and region are not bootstrapped for the CDK, which the production profile needs; run "npx cdk bootstrap" once',
    ],
  ])('%s', (_what, error, code, message) => {
    const explained = explainedAwsError(error, {});
    expect(explained).toBeInstanceOf(LabError);
    expect(explained).toMatchObject({ code, message });
  });
});
