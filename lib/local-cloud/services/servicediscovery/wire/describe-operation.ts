import type { Operation } from '@aws-sdk/client-servicediscovery';
import type { OperationRecord } from '../state';

/** An operation as GetOperation answers it: every one has succeeded when its action returns. */
export function describeOperation(operation: OperationRecord, account: string): Operation {
  return {
    Id: operation.id,
    OwnerAccount: account,
    Type: operation.type,
    Status: 'SUCCESS',
    CreateDate: new Date(operation.at),
    UpdateDate: new Date(operation.at),
    Targets: operation.targets,
  };
}
