import type { Candidate } from '../../../lib/aws/sweep/model';
import { leftovers } from '../../../lib/cli/sweep/plan';
import { isLabStack, stackOfName } from '../../../lib/model/lab';

const one = (id: string, stack: string | undefined): Candidate => ({ id, name: id, stack });
const kind = (name: string, candidates: Candidate[], removable = true) => ({ kind: name, candidates, removable });

describe('what is left over', () => {
  it('is what names a stack that does not exist; what names none is nobody‘s to remove', () => {
    const found = leftovers(
      [kind('log group', [one('a', 'SreSloLab'), one('b', 'SreSloLab-team-3'), one('c', undefined)])],
      new Set(['SreSloLab']),
    );
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });

  it('is a repository only when no lab is there to use it', () => {
    const images = [kind('image repository', [one('sre-slo-lab/app', 'SreSloLabImages')])];
    expect(leftovers(images, new Set(['SreSloLab-team-3']))).toEqual([]);
    expect(leftovers(images, new Set())).toHaveLength(1);
  });

  it('is told once, though the tag search finds it again', () => {
    const found = leftovers(
      [
        kind('VPC', [one('vpc-1', 'SreSloLab')]),
        kind(
          'tagged resource',
          [
            one('arn:aws:ec2:us-east-1:1:vpc/vpc-1', 'SreSloLab'),
            one('arn:aws:rds:us-east-1:1:snapshot:last', 'SreSloLab'),
            one('arn:aws:rds:us-east-1:1:db:mine', undefined),
          ],
          false,
        ),
      ],
      new Set(),
    );
    expect(found.map(({ id, removable }) => [id, removable])).toEqual([
      ['vpc-1', true],
      ['arn:aws:rds:us-east-1:1:snapshot:last', false],
    ]);
  });
});

describe('the stack behind a name', () => {
  it.each([
    ['SreSloLab-app', 'SreSloLab'],
    ['SreSloLab-team-3-observability', 'SreSloLab-team-3'],
    ['/SreSloLab/app', 'SreSloLab'],
    ['/SreSloLab-team-3/prometheus', 'SreSloLab-team-3'],
    ['SreSloLab-NetworkFlowLogs1A2B3C4D-xYz', 'SreSloLab'],
    ['SreSloLab-team-3-NetworkFlowLogs1A2B3C4D-xYz', 'SreSloLab-team-3'],
    ['/aws/rds/SreSloLab', undefined],
    ['MySreSloLab-app', undefined],
    ['SreSloLaboratory', undefined],
  ])('of %s is %s', (name, stack) => {
    expect(stackOfName(name)).toBe(stack);
  });

  it.each(['SreSloLab', 'SreSloLab-team-3', 'SreSloLabImages', 'SreSloLabNetwork'])('%s is a stack of labs', (name) => {
    expect(isLabStack(name)).toBe(true);
  });

  it.each(['SreSloLaboratory', 'SreSloLab-Team', 'MySreSloLab', ''])('"%s" is none', (name) => {
    expect(isLabStack(name)).toBe(false);
  });
});
