import type { ContextEntry } from '../../lib/cli/cost/context-option';
import { costReport } from '../../lib/cli/cost/report';
import { synthesize } from '../../lib/cli/cost/synthesize';

/** The labs that the README prices. */
const LABS: readonly { readonly name: string; readonly context: readonly ContextEntry[] }[] = [
  { name: 'the classroom profile, which is the default', context: [] },
  {
    name: 'the production profile',
    context: [
      ['profile', 'production'],
      ['certificateArn', 'none'],
    ],
  },
];

const CLASS = { hours: 4, labs: 20, traffic: 10 };

/** The README's table of what labs cost: what `lab cost --labs 20` says of each. */
export async function costTable(root: string): Promise<string> {
  const rows = await Promise.all(
    LABS.map(async ({ name, context }) => {
      const { usdPerHour, complete, sessionUsd } = costReport(await synthesize(root, context, process.env), CLASS);
      if (!complete) throw new Error(`${name}: something of it has no price`);
      const settings = context.map(([key, value]) => ` -c ${key}=${value}`).join('');
      return `| ${name} | \`npx lab cost${settings}\` | $${usdPerHour.toFixed(3)} | $${sessionUsd.toFixed(2)} |`;
    }),
  );
  return [`| lab | by | an hour | ${CLASS.labs} labs for ${CLASS.hours} hours |`, '|---|---|---|---|', ...rows].join(
    '\n',
  );
}
