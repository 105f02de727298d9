import { spawnSync } from 'node:child_process';
import { findProgram } from '../../lib/cli/find-program';
import { ROOT } from './_stand-ins';

// CI installs shellcheck; elsewhere the test counts as skipped.
const [run, why] = findProgram('shellcheck', process.env)
  ? [describe, '']
  : [describe.skip, ' (skipped: shellcheck is not on PATH)'];

run(`shellcheck${why}`, () => {
  it('has nothing to say about the scripts', () => {
    const scripts = [
      'build-and-push.sh',
      'deploy.sh',
      'bin/require-aws.sh',
      '.ci/run',
      'observability/prometheus/entrypoint.sh',
    ];
    const { status, stdout } = spawnSync('shellcheck', scripts, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
});
