import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import { getBucketEncryption } from './actions/get-bucket-encryption';
import { getBucketLocation } from './actions/get-bucket-location';
import { getObject } from './actions/get-object';
import { headObject } from './actions/head-object';
import { listObjectsV2 } from './actions/list-objects-v2';
import { putObject } from './actions/put-object';
import { S3State } from './state';

const ACTIONS = [getBucketEncryption, getBucketLocation, getObject, headObject, listObjectsV2, putObject];

/** S3: the one bucket of a bootstrapped account, for the CDK CLI's assets. */
export function createS3(options: {
  readonly account: string;
  readonly region: string;
  readonly clock: Pick<Clock, 'now'>;
}): { readonly definition: ServiceDefinition } {
  const state = new S3State([`cdk-hnb659fds-assets-${options.account}-${options.region}`]);
  return {
    definition: {
      signingName: 's3',
      protocol: 'rest-xml',
      wireName: 'http://s3.amazonaws.com/doc/2006-03-01/',
      actions: bindActions({ state, clock: options.clock }, ACTIONS),
      invalidInput: (message) => new AwsError('InvalidArgument', message),
    },
  };
}
