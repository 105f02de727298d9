import { readLabContexts } from '../../../lib/model/context/labs';

describe('the labs of a context', () => {
  test('are one without a list', () => {
    expect(readLabContexts({}).map(({ lab }) => lab.stackName)).toEqual(['SreSloLab']);
    expect(readLabContexts({ lab: 'team-1' }).map(({ lab }) => lab.stackName)).toEqual(['SreSloLab-team-1']);
  });

  test('differ in their names only', () => {
    const [first, second, ...more] = readLabContexts({ lab: 'team-1,team-2', network: 'shared' });
    expect(more).toEqual([]);
    expect(first?.lab).toEqual({ stackName: 'SreSloLab-team-1', namespace: 'team-1.sre.local' });
    expect(second).toEqual({ ...first, lab: { stackName: 'SreSloLab-team-2', namespace: 'team-2.sre.local' } });
    expect(first?.network).toBe('shared');
  });

  test.each([
    ['team-1,', 'lab is ""; allowed: 1 to 32 lowercase letters'],
    ['team-1,Team-2', 'lab is "Team-2"; allowed: 1 to 32 lowercase letters'],
    ['team-1,team-1', 'lab names "team-1" twice; each lab needs a name of its own'],
  ])('fails for %s', (lab, sentence) => {
    expect(() => readLabContexts({ lab })).toThrow(sentence);
  });
});
