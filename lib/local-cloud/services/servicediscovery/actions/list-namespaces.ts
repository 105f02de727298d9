import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { passes } from '../filter';
import { filters, page } from '../schemas';
import type { NamespaceRecord } from '../state';
import { describeNamespace } from '../wire/describe-namespace';

const VALUE_OF: Readonly<Record<string, (namespace: NamespaceRecord) => string>> = {
  TYPE: () => 'DNS_PRIVATE',
  NAME: ({ name }) => name,
  HTTP_NAME: ({ name }) => name,
  RESOURCE_OWNER: () => 'SELF',
};

/** ListNamespaces, by type, name, HTTP name and owner. */
export const listNamespaces = action({
  name: 'ListNamespaces',
  input: z.strictObject({ Filters: filters(['TYPE', 'NAME', 'HTTP_NAME', 'RESOURCE_OWNER']), ...page }),
  run({ state, account }, { Filters = [], NextToken: token, MaxResults: limit }) {
    const asked = [...state.namespaces.values()].filter((namespace) =>
      Filters.every((filter) => passes(filter, VALUE_OF[filter.Name]?.(namespace) ?? '')),
    );
    const { page: found, next: NextToken } = paginate(asked, { token, limit }, invalidToken);
    return { Namespaces: found.map((namespace) => describeNamespace(namespace, account)), NextToken };
  },
});
