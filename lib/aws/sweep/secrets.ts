import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Candidate, LeftoverKind } from './model';
import { isTagged, stackOfTags, tagMap } from './tags';

/** Secrets with the lab's tag, those too that are deleted and kept for a while. */
export function secrets(client: SecretsManagerClient): LeftoverKind {
  return {
    name: 'secret',
    async list() {
      const { paginateListSecrets } = await import('@aws-sdk/client-secrets-manager');
      const found: Candidate[] = [];
      for await (const { SecretList: page = [] } of paginateListSecrets({ client }, { IncludePlannedDeletion: true })) {
        for (const { ARN: id = '', Name: name = id, Tags: list, DeletedDate: deleted } of page) {
          const tags = tagMap(list);
          if (!isTagged(tags)) continue;
          const detail = deleted ? { detail: `deleted ${deleted.toISOString().slice(0, 10)}, recoverable` } : {};
          found.push({ id, name, stack: stackOfTags(tags), ...detail });
        }
      }
      return found;
    },
    async remove({ id }) {
      const { DeleteSecretCommand } = await import('@aws-sdk/client-secrets-manager');
      await client.send(new DeleteSecretCommand({ SecretId: id, ForceDeleteWithoutRecovery: true }));
    },
  };
}
