import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsCli, ROOT, StandIns } from './_stand-ins';

/** The other refusals are tested with each script. */
describe.each(['build-and-push.sh', 'deploy.sh'])('%s', (script) => {
  const standIns = new StandIns().add('aws', awsCli({ repositories: true })).add('npx', '');
  const folder = mkdtempSync(join(tmpdir(), 'lab-clone-'));
  afterAll(() => {
    standIns.close();
    rmSync(folder, { recursive: true });
  });

  it("refuses in one sentence, and does nothing, in a clone without the project's packages", () => {
    mkdirSync(join(folder, 'bin'));
    for (const file of [script, 'bin/require-aws.sh']) copyFileSync(join(ROOT, file), join(folder, file));
    expect(standIns.run(join(folder, script))).toEqual({
      status: 1,
      stdout: '',
      stderr: `${script}: the packages of the project are not installed; run "npm ci"\n`,
    });
    expect(standIns.calls()).toEqual([]);
  });

  it('refuses when neither the environment nor the AWS CLI names a region', () => {
    standIns.add('aws', '[ "$1" = sts ] && echo 123456789012');
    const { status, stderr } = standIns.run(join(ROOT, script));
    expect([status, stderr]).toEqual([1, `${script}: no AWS region is set; set AWS_REGION, such as us-east-1\n`]);
  });
});
