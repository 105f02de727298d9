import type { Candidate, LeftoverKind, SweepApi } from '../../../lib/aws/sweep/model';
import { sweep as command } from '../../../lib/cli/commands/sweep';
import { formatSweep } from '../../../lib/cli/format/sweep';
import { PLAIN } from '../../../lib/cli/format/style';
import { sweep, type SweepOptions } from '../../../lib/cli/sweep/sweep';
import { LabError } from '../../../lib/model/errors';
import { fakeContext } from '../fake-host';

const TEAM = 'SreSloLab-team-3';

function kindOf(name: string, ids: readonly string[], remove: LeftoverKind['remove'] = async () => {}): LeftoverKind {
  return { name, list: async () => ids.map((id): Candidate => ({ id, name: id, stack: TEAM })), remove };
}

function apiOf(kinds: readonly LeftoverKind[], stacks: () => string[] = () => []): SweepApi {
  return {
    region: async () => 'us-east-1',
    existingStacks: async () => new Set(stacks()),
    brokenStacks: { name: 'CloudFormation stack', list: async () => [], remove: async () => {} },
    kinds,
  };
}

const run = (api: SweepApi, mayDelete: SweepOptions['mayDelete']) => sweep(api, null, { mayDelete }, fakeContext());

describe('lab sweep', () => {
  it('removes in the order of the kinds, goes on after a failure, and tells it', async () => {
    const removed: string[] = [];
    const remember = async ({ id }: Candidate) => void removed.push(id);
    const stuck = async () => {
      throw new LabError('AwsError', 'AWS answered DependencyViolation: it has a dependent object');
    };
    const report = await run(
      apiOf([kindOf('cluster', ['a'], remember), kindOf('subnet', ['b'], stuck), kindOf('VPC', ['c'], remember)]),
      async () => true,
    );
    expect(removed).toEqual(['a', 'c']);
    expect(report.failed).toEqual([
      { kind: 'subnet', name: 'b', reason: 'AWS answered DependencyViolation: it has a dependent object' },
    ]);
    expect(formatSweep(report, PLAIN).split('\n')).toEqual([
      'Left over at AWS, region us-east-1',
      '  cluster  a  SreSloLab-team-3',
      '  subnet   b  SreSloLab-team-3',
      '  VPC      c  SreSloLab-team-3',
      '',
      'removed 2 of 3; for the others (b) run it again in some minutes',
    ]);
  });

  it('leaves alone what became somebody‘s between the question and the answer', async () => {
    const removed: string[] = [];
    const stacks: string[] = [];
    const api = apiOf([kindOf('VPC', ['c'], async ({ id }) => void removed.push(id))], () => stacks);
    await run(api, async () => {
      stacks.push(TEAM);
      return true;
    });
    expect(removed).toEqual([]);
  });

  it('is incomplete when something may not be looked at, and stops when nothing can be asked', async () => {
    const refusing = (code: string): LeftoverKind => ({
      name: 'secret',
      list: async () => {
        throw new LabError(code, 'no');
      },
    });
    const report = await run(apiOf([refusing('AccessDenied')]), async () => false);
    expect(report.notLookedAt).toEqual([{ kind: 'secret', reason: 'no', isProblem: true }]);
    expect(formatSweep(report, PLAIN)).toContain('! secret: not looked at, no');
    await expect(run(apiOf([refusing('ExpiredCredentials')]), async () => false)).rejects.toThrow('no');
  });

  it('says that nothing is left', async () => {
    const report = await run(
      apiOf([kindOf('VPC', [])], () => ['SreSloLab']),
      async () => true,
    );
    expect(formatSweep(report, PLAIN)).toBe('✓ nothing is left over at AWS, region us-east-1; left alone: SreSloLab');
  });

  it.each([
    [{ delete: true, dryRun: true }, '--delete and --dry-run exclude each other; leave --dry-run out'],
    [
      { delete: true },
      '--delete asks before it removes anything, and here is no terminal to ask at; say --yes as well',
    ],
  ])('fails for %j without asking AWS', async (options, message) => {
    await expect(command.run(fakeContext(), options)).rejects.toMatchObject({ code: 'InvalidArgument', message });
  });
});
