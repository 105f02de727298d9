import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIO_GROUPS } from '../e2e/_scenario-groups';

describe('the end-to-end tests of scenarios', () => {
  it('run every scenario, once', () => {
    const files = readdirSync(join(__dirname, '../../docs/scenarios')).map((name) => name.replace('.yaml', ''));
    expect(Object.values(SCENARIO_GROUPS).flat().sort()).toEqual(files.sort());
  });
});
