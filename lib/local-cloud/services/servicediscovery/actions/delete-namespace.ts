import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { findNamespace } from '../find';
import { completeOperation } from '../operations';
import { servicesIn } from '../state';

/** DeleteNamespace: refused while it has services. */
export const deleteNamespace = action({
  name: 'DeleteNamespace',
  input: z.strictObject({ Id: z.string() }),
  run(deps, { Id }) {
    const namespace = findNamespace(deps.state, Id);
    if (servicesIn(deps.state, namespace).length > 0)
      throw new AwsError(
        'ResourceInUse',
        'Namespace contains services; delete the services before deleting the namespace',
      );
    deps.state.namespaces.delete(namespace.id);
    return { OperationId: completeOperation(deps, 'DELETE_NAMESPACE', { NAMESPACE: namespace.id }) };
  },
});
