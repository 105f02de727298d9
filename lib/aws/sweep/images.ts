import type { ECRClient } from '@aws-sdk/client-ecr';
import { IMAGES_STACK } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';

const PREFIX = 'sre-slo-lab/';

/** Repositories of the lab's images without their stack. */
export function repositories(client: ECRClient): LeftoverKind {
  return {
    name: 'image repository',
    async list() {
      const { paginateDescribeRepositories } = await import('@aws-sdk/client-ecr');
      const found: Candidate[] = [];
      for await (const { repositories: page = [] } of paginateDescribeRepositories({ client }, {})) {
        for (const { repositoryName: name = '' } of page) {
          if (name.startsWith(PREFIX)) found.push({ id: name, name, stack: IMAGES_STACK, detail: 'with its images' });
        }
      }
      return found;
    },
    async remove({ id }) {
      const { DeleteRepositoryCommand } = await import('@aws-sdk/client-ecr');
      await client.send(new DeleteRepositoryCommand({ repositoryName: id, force: true }));
    },
  };
}
