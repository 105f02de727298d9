import { AwsError } from '../../kernel/aws-error';

/** ECS's errors with its own wording; one function each, so that a sentence exists once. */
export const clusterNotFound = () => new AwsError('ClusterNotFoundException', 'Cluster not found.');

export const serviceNotFound = () => new AwsError('ServiceNotFoundException', 'Service not found.');

export const serviceNotActive = () => new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');

export const taskNotFound = () => new AwsError('InvalidParameterException', 'The referenced task was not found.');

/** Something is wrong with the request itself. */
export const clientError = (message: string) => new AwsError('ClientException', message);

/** A parameter is missing or has a value that is not allowed. */
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

export const invalidToken = () => invalidParameter('Invalid token');
