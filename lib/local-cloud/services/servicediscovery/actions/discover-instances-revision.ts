import { z } from 'zod';
import { action } from '../deps';
import { findByName } from '../find-by-name';

/** DiscoverInstancesRevision: grows with each change of the instances, so that a client can tell a cheap no. */
export const discoverInstancesRevision = action({
  name: 'DiscoverInstancesRevision',
  input: z.strictObject({ NamespaceName: z.string(), ServiceName: z.string() }),
  run: ({ state }, { NamespaceName, ServiceName }) => ({
    InstancesRevision: findByName(state, NamespaceName, ServiceName).revision,
  }),
});
