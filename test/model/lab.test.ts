import { labOf } from '../../lib/model/lab';

describe('labOf', () => {
  test('names the only lab', () => {
    expect(labOf()).toEqual({ stackName: 'SreSloLab', namespace: 'sre.local' });
  });

  test('names one lab of many', () => {
    expect(labOf('team-3')).toEqual({ stackName: 'SreSloLab-team-3', namespace: 'team-3.sre.local' });
  });
});
