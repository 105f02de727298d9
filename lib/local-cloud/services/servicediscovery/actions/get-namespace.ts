import { z } from 'zod';
import { action } from '../deps';
import { findNamespace } from '../find';
import { servicesIn } from '../state';
import { describeNamespace } from '../wire/describe-namespace';

/** GetNamespace, with the number of its services. */
export const getNamespace = action({
  name: 'GetNamespace',
  input: z.strictObject({ Id: z.string() }),
  run({ state, account }, { Id }) {
    const namespace = findNamespace(state, Id);
    return {
      Namespace: {
        ...describeNamespace(namespace, account),
        ServiceCount: servicesIn(state, namespace).length,
        CreatorRequestId: namespace.creatorRequestId,
      },
    };
  },
});
