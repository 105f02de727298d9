import type { Protocol, RequestContext, ServiceDefinition } from '../kernel/action';
import { AwsError } from '../kernel/aws-error';
import type { CredentialStore } from '../kernel/credentials';
import { uuid } from '../kernel/ids';
import { authenticate } from './authenticate';
import { awsJson } from './protocols/aws-json';
import { awsQuery, ec2Query } from './protocols/aws-query';
import { restJson } from './protocols/rest-json';
import { restXml } from './protocols/rest-xml';
import type { WireAnswer, WireProtocol } from './protocols/wire';
import { parseAuthorization, type SignedRequest } from './sigv4';
import { validateInput } from './validate';

const PROTOCOLS: Record<Protocol, WireProtocol> = {
  'json-1.1': awsJson,
  query: awsQuery,
  'ec2-query': ec2Query,
  'rest-xml': restXml,
  'rest-json': restJson,
};

export interface RouterOptions {
  readonly services: readonly ServiceDefinition[];
  readonly credentials: CredentialStore;
  readonly account: string;
  readonly region: string;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

export interface Router {
  /** Answers any request; never rejects. */
  answer(request: SignedRequest): Promise<WireAnswer>;
  /** Calls an action inside the process, checked like a request from outside; rejects with an AwsError. */
  invoke(service: string, action: string, input: unknown): Promise<unknown>;
}

/** Routes by the service name in the credential scope, then by action. */
export function createRouter(options: RouterOptions): Router {
  const services = new Map(options.services.map((service) => [service.signingName, service]));

  async function answer(request: SignedRequest): Promise<WireAnswer> {
    const requestId = uuid();
    const protocolOf = (name: string): Protocol => services.get(name)?.protocol ?? guessProtocol(request);
    const protocol = PROTOCOLS[protocolOf(parseAuthorization(request.headers.authorization)?.scope.service ?? '')];
    try {
      const { scope, credentials } = authenticate(request, options.credentials, protocolOf, options.now());
      const service = findService(services, scope.service);
      const call = protocol.decode(request, service);
      const output = await run(service, call.action, call.input, {
        ...options,
        requestId,
        principal: credentials.principal,
        accessKeyId: credentials.accessKeyId,
      });
      return protocol.encode(call.action, output, service, requestId);
    } catch (error) {
      return protocol.encodeError(asAwsError(error, options.log), requestId);
    }
  }

  return {
    answer,
    invoke(service, action, input) {
      const { accessKeyId, principal } = options.credentials.root;
      return run(findService(services, service), action, input, {
        ...options,
        requestId: uuid(),
        principal,
        accessKeyId,
      });
    },
  };
}

async function run(
  service: ServiceDefinition,
  name: string,
  input: unknown,
  context: RequestContext,
): Promise<unknown> {
  const action = service.actions.get(name);
  if (!action) throw unknownAction(service, name);
  return action.run(validateInput(service, action.input, input), {
    account: context.account,
    region: context.region,
    requestId: context.requestId,
    principal: context.principal,
    accessKeyId: context.accessKeyId,
  });
}

function findService(services: ReadonlyMap<string, ServiceDefinition>, name: string): ServiceDefinition {
  const service = services.get(name);
  if (service) return service;
  throw new AwsError(
    'UnknownService',
    `the local cloud does not implement the service ${name}; it has ${[...services.keys()].sort().join(', ')}`,
  );
}

function unknownAction(service: ServiceDefinition, action: string): AwsError {
  const code = service.protocol === 'json-1.1' ? 'UnknownOperationException' : 'InvalidAction';
  return new AwsError(code, `the local cloud does not implement the action ${service.signingName}:${action}`);
}

function guessProtocol(request: SignedRequest): Protocol {
  return request.headers['x-amz-target'] ? 'json-1.1' : 'query';
}

/** A defect of ours answers 400, not 500: the CDK CLI would retry a 5xx for most of a minute. */
function asAwsError(error: unknown, log: (line: string) => void): AwsError {
  if (error instanceof AwsError) return error;
  log(`internal failure: ${error instanceof Error ? error.stack : String(error)}`);
  return new AwsError(
    'InternalFailure',
    `the local cloud failed: ${error instanceof Error ? error.message : String(error)}`,
  );
}
