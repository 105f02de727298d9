import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { PROJECT_TAG } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';
import { stackOfTags, tagMap } from './tags';

/** Anything else with the lab's tag, such as databases and their snapshots: shown, and removed by hand. */
export function taggedResources(client: ResourceGroupsTaggingAPIClient): LeftoverKind {
  return {
    name: 'tagged resource',
    async list() {
      const { paginateGetResources } = await import('@aws-sdk/client-resource-groups-tagging-api');
      const found: Candidate[] = [];
      const asked = { TagFilters: [{ Key: PROJECT_TAG.key, Values: [PROJECT_TAG.value] }] };
      for await (const { ResourceTagMappingList: page = [] } of paginateGetResources({ client }, asked)) {
        for (const { ResourceARN: id = '', Tags: tags } of page) {
          found.push({
            id,
            name: id,
            stack: stackOfTags(tagMap(tags)),
            detail: 'remove it by hand; it may be gone already',
          });
        }
      }
      return found;
    },
  };
}
