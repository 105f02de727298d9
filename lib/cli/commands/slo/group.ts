import type { CommandGroup } from '../../command';

export const SLO_GROUP: CommandGroup = { name: 'slo', summary: 'SLOs as code: what observability/slo says' };
