import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { passes } from '../filter';
import { filters, page } from '../schemas';
import type { OperationRecord } from '../state';

const VALUE_OF: Readonly<Record<string, (operation: OperationRecord) => string | undefined>> = {
  NAMESPACE_ID: ({ targets }) => targets.NAMESPACE,
  SERVICE_ID: ({ targets }) => targets.SERVICE,
  STATUS: () => 'SUCCESS',
  TYPE: ({ type }) => type,
};

/** ListOperations, by namespace, service, status and type. */
export const listOperations = action({
  name: 'ListOperations',
  input: z.strictObject({ Filters: filters(['NAMESPACE_ID', 'SERVICE_ID', 'STATUS', 'TYPE']), ...page }),
  run({ state }, { Filters = [], NextToken: token, MaxResults: limit }) {
    const asked = [...state.operations.values()].filter((operation) =>
      Filters.every((filter) => passes(filter, VALUE_OF[filter.Name]?.(operation) ?? '')),
    );
    const { page: found, next: NextToken } = paginate(asked, { token, limit }, invalidToken);
    return { Operations: found.map(({ id }) => ({ Id: id, Status: 'SUCCESS' as const })), NextToken };
  },
});
