import { z } from 'zod';
import { action } from '../deps';

/** Events a page, as on AWS. */
const PAGE = 100;

export const describeStackEvents = action({
  name: 'DescribeStackEvents',
  input: z.strictObject({ StackName: z.string(), NextToken: z.string().regex(/^\d+$/).optional() }),
  run(deps, input) {
    const newestFirst = [...deps.state.get(input.StackName).events].reverse();
    const start = Number(input.NextToken ?? 0);
    const end = start + PAGE;
    return {
      StackEvents: newestFirst.slice(start, end),
      NextToken: end < newestFirst.length ? String(end) : undefined,
    };
  },
});
