import type { Environment } from '../host';
import { changed, labEnvironment } from '../lab-environment';
import type { LabPaths } from '../paths';
import type { RunningCloud } from '../run-state/run-file';

/** The environment for `cdk deploy`: the user's own, with every trace of the user's own AWS set-up taken out. */
export function cdkEnvironment(environment: Environment, cloud: RunningCloud, paths: LabPaths): Environment {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
  return {
    ...changed(own, labEnvironment({ cloud, cdkHome: paths.cdkHome, environment: own })),
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    TMPDIR: paths.temporary,
  };
}
