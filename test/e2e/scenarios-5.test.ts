import { SCENARIO_GROUPS } from './_scenario-groups';
import { runsOnOneLab } from './_scenarios';

describe('scenarios on one lab', () => {
  runsOnOneLab(SCENARIO_GROUPS['scenarios-5']);
});
