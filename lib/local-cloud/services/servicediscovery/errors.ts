import { AwsError } from '../../kernel/aws-error';

/** Cloud Map's errors: the codes are AWS's, most of its sentences are not published. */
export const namespaceNotFound = (id: string) =>
  new AwsError('NamespaceNotFound', `No namespace with the id or name ${id} was found.`);

export const serviceNotFound = (id: string) =>
  new AwsError('ServiceNotFound', `No service with the id or name ${id} was found.`);

export const instanceNotFound = (id: string) =>
  new AwsError('InstanceNotFound', `No instance with the id ${id} was found.`);

export const operationNotFound = (id: string) =>
  new AwsError('OperationNotFound', `No operation with the id ${id} was found.`);

export const customHealthNotFound = (id: string) =>
  new AwsError('CustomHealthNotFound', `The service ${id} has no custom health check.`);

export const invalidInput = (message: string) => new AwsError('InvalidInput', message);

export const invalidToken = () => invalidInput('Invalid NextToken');
