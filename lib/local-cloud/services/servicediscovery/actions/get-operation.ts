import { z } from 'zod';
import { action } from '../deps';
import { operationNotFound } from '../errors';
import { describeOperation } from '../wire/describe-operation';

/** GetOperation, of the thousand newest. */
export const getOperation = action({
  name: 'GetOperation',
  input: z.strictObject({ OperationId: z.string() }),
  run({ state, account }, { OperationId }) {
    const operation = state.operations.get(OperationId);
    if (operation === undefined) throw operationNotFound(OperationId);
    return { Operation: describeOperation(operation, account) };
  },
});
