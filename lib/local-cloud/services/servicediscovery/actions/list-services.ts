import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { passes } from '../filter';
import { filters, page } from '../schemas';
import { describeService } from '../wire/describe-service';

/** ListServices, by namespace and owner. */
export const listServices = action({
  name: 'ListServices',
  input: z.strictObject({ Filters: filters(['NAMESPACE_ID', 'RESOURCE_OWNER']), ...page }),
  run({ state, account }, { Filters = [], NextToken: token, MaxResults: limit }) {
    const asked = [...state.services.values()].filter((service) =>
      Filters.every((filter) => passes(filter, filter.Name === 'NAMESPACE_ID' ? service.namespace.id : 'SELF')),
    );
    const { page: found, next: NextToken } = paginate(asked, { token, limit }, invalidToken);
    const Services = found.map((service) => {
      const { NamespaceId: _namespace, CreatorRequestId: _request, ...summary } = describeService(service, account);
      return summary;
    });
    return { Services, NextToken };
  },
});
