import { COMMANDS } from '../../../lib/cli/commands/index';
import { cost } from '../../../lib/cli/commands/cost';
import type { CostReport } from '../../../lib/cli/cost/report';
import { formatCost } from '../../../lib/cli/format/cost';
import { PLAIN } from '../../../lib/cli/format/style';
import { parseCommandLine } from '../../../lib/cli/program';
import { findProjectRoot } from '../../../lib/model/project-root';
import { fakeContext } from '../fake-host';

// The real CDK app, as a process.
jest.setTimeout(60_000);

/** The bar that the classroom is held to, in US dollars an hour. */
const CLASSROOM_LIMIT = 0.045;

async function costOf(...argv: string[]): Promise<CostReport> {
  const asked = await parseCommandLine(['cost', ...argv], COMMANDS, '1.2.3');
  if (!('options' in asked)) throw new Error('no command');
  const context = fakeContext({ root: findProjectRoot(__dirname), environment: process.env });
  return (await cost.run(context, asked.options as never)).data;
}

describe('lab cost', () => {
  it('prices the whole classroom, and it is no more than it may be', async () => {
    const report = await costOf();
    expect(report.lab.unpriced).toEqual([]);
    expect(report).toMatchObject({ stacks: ['SreSloLab'], complete: true, labs: 1, hours: 4 });
    expect(report.usdPerHour).toBeLessThanOrEqual(CLASSROOM_LIMIT);
    // Two tasks with an address each are the floor: nothing of them is forgotten.
    expect(report.usdPerHour).toBeGreaterThan(0.039);
    expect(report.sessionUsd).toBeCloseTo(4 * report.usdPerHour);
    expect(report.images.items.length).toBeGreaterThan(3);
  });

  it('prices the whole of production, and all that it can have beside', async () => {
    const production = ['-c', 'profile=production', '-c', 'certificateArn=none'];
    const report = await costOf(...production);
    expect(report.lab.unpriced).toEqual([]);
    expect(report.usdPerHour).toBeGreaterThan(4 * CLASSROOM_LIMIT);
    const more = await costOf(...production, '-c', 'fis=true');
    expect(more.lab.unpriced).toEqual([]);
    expect(more.lab.notes.join()).toContain('FIS costs $0.10');
  });

  it('takes settings as cdk deploy does, one after the other', async () => {
    const report = await costOf('-c', 'lab=team-3', '-c', 'allowedCidr=203.0.113.7/32', '--labs', '20', '--hours', '3');
    expect(report).toMatchObject({ stacks: ['SreSloLab-team-3'], labs: 20, hours: 3 });
    expect(report.sessionUsd).toBeCloseTo(60 * report.usdPerHour);
  });

  it('fails with the sentence of the CDK app for a setting that makes no sense', async () => {
    await expect(costOf('-c', 'lab=Team 3')).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: expect.stringMatching(/^lab is "Team 3"; allowed: /),
    });
  });

  it('fails with what a setting looks like', async () => {
    await expect(costOf('-c', 'production')).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: '-c is "production"; allowed: key=value, such as -c profile=production',
    });
  });
});

describe('the text of lab cost', () => {
  const item = {
    what: 'sre-app-service: 0.25 vCPU',
    price: 'Fargate vCPU, ARM',
    quantity: 0.25,
    basis: 'fixed',
    unitPriceUsd: 0.03238,
    unit: 'vCPU-hour',
    usdPerHour: 0.008095,
  } as const;
  const lab = { items: [item], usdPerHour: 0.008095, usdAfterTwelveHours: 0.5, unpriced: [], notes: ['more by use'] };
  const report: CostReport = {
    stacks: ['SreSloLab'],
    region: 'us-east-1',
    pricesAsOf: '2026-11-21',
    usdPerHour: 0.008095,
    complete: true,
    lab,
    images: { ...lab, items: [], usdPerHour: 0, notes: [] },
    hours: 4,
    labs: 20,
    requestsPerSecond: 10,
    sessionUsd: 0.6476,
    notIncluded: ['data transfer'],
  };

  it('is a figure, its parts, and what is not in it', () => {
    expect(formatCost(report, PLAIN).split('\n')).toEqual([
      "SreSloLab  $0.0081 an hour  by AWS' list prices of us-east-1, 2026-11-21",
      '',
      '  Fargate vCPU, ARM  0.25 × $0.03238 / vCPU-hour  $0.0081  sre-app-service: 0.25 vCPU',
      '',
      '20 labs for 4 hours: $0.65',
      '',
      '~ is an estimate, at 10 requests a second (--traffic).',
      'The private DNS zone costs $0.50 for each month that it is begun, and nothing when the lab is gone within twelve hours.',
      'More by use.',
      'Not in it: data transfer.',
    ]);
  });

  it('says what has no price, and that the figure is too low', () => {
    const unpriced = [{ type: 'AWS::SQS::Queue', ids: ['A', 'B'], reason: 'a type without a price in the table' }];
    const text = formatCost({ ...report, complete: false, lab: { ...lab, unpriced } }, PLAIN);
    expect(text).toContain('more than $0.0081 an hour');
    expect(text).toContain('! no price for AWS::SQS::Queue (A, B): a type without a price in the table');
  });
});
