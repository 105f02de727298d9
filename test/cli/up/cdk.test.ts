import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdkDeploy } from '../../../lib/cli/up/cdk';
import { cdkEnvironment } from '../../../lib/cli/up/cdk-environment';
import { labPaths } from '../../../lib/cli/paths';
import { poll } from '../../../lib/cli/poll';
import { processStart } from '../../../lib/cli/run-state/process-start';
import { LabError } from '../../../lib/model/errors';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();

/** A project whose CDK CLI is a script of the test. */
function projectWith(script: string): string {
  const bin = join(folder(), 'node_modules', 'aws-cdk', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'cdk'), script);
  return folder();
}

function deploy(root: string, signal = new AbortController().signal) {
  return cdkDeploy({
    root,
    environment: { PATH: process.env['PATH'], OUT: join(folder(), 'out') },
    output: 'stderr',
    signal,
  });
}

const writeOut = (expression: string) => `require('node:fs').writeFileSync(process.env.OUT, ${expression});`;

describe('cdk deploy', () => {
  it("is the project's own CLI, unmodified", async () => {
    await deploy(projectWith(writeOut(`process.argv.slice(2).join(' ') + ' in ' + process.cwd()`)));
    expect(readFileSync(join(folder(), 'out'), 'utf8')).toBe(
      `deploy --require-approval never --no-notices --output ${join(folder(), '.lab', 'cdk.out')} --parameters ExpiresAt=never in ${folder()}`,
    );
  });

  it('is not held up by the lock of a CLI that was killed', async () => {
    const lock = join(folder(), '.lab', 'cdk.out', `read.${process.pid}.1.lock`);
    mkdirSync(join(folder(), '.lab', 'cdk.out'), { recursive: true });
    writeFileSync(lock, String(process.pid));
    await deploy(projectWith(writeOut(`String(require('node:fs').existsSync(${JSON.stringify(lock)}))`)));
    expect(readFileSync(join(folder(), 'out'), 'utf8')).toBe('false');
  });

  it('fails with one sentence when the CLI fails', async () => {
    await expect(deploy(projectWith('process.exit(3)'))).rejects.toMatchObject({
      code: 'DeployFailed',
      message: 'cdk deploy ended with exit code 3, its own words are above; nothing is left running',
    });
  });

  it('fails with one sentence when the CLI is killed', async () => {
    await expect(deploy(projectWith(`process.kill(process.pid, 'SIGKILL')`))).rejects.toThrow(
      'cdk deploy ended by SIGKILL, its own words are above; nothing is left running',
    );
  });

  it('takes the CLI and the app that it runs along when it is stopped', async () => {
    const root = projectWith(
      `const child = require('node:child_process').spawn('sleep', ['60']);
       ${writeOut('String(child.pid)')}
       setInterval(() => {}, 1000);`,
    );
    const controller = new AbortController();
    const deploying = deploy(root, controller.signal);
    deploying.catch(() => {});
    const out = join(folder(), 'out');
    const pid = await poll(() => (existsSync(out) ? Number(readFileSync(out, 'utf8')) || undefined : undefined), {
      timeoutMs: 5_000,
      tooLate: () => new LabError('TooLate', 'the stand-in did not start'),
    });
    controller.abort(new Error('stopped'));
    await expect(deploying).rejects.toThrow('stopped');
    // It was signalled with its group; the kernel takes a moment.
    await poll(() => processStart(pid) === undefined || undefined, {
      timeoutMs: 5_000,
      tooLate: () => new LabError('TooLate', 'the app that the CLI runs is still there'),
    });
  });
});

describe('the environment of cdk deploy', () => {
  const cloud = {
    endpoint: 'http://127.0.0.1:4566',
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    network: { kind: 'namespaces', reason: '' },
    dns: { address: '127.0.0.1', port: 53 },
  };

  it("has nothing of the user's own AWS set-up, and leaves no file in the user's folders", () => {
    const environment = {
      HOME: '/home/me',
      PATH: '/bin',
      AWS_PROFILE: 'work',
      AWS_CA_BUNDLE: '/ca',
      AWS_ENDPOINT_URL_STS: 'http://elsewhere',
      AWS_SESSION_TOKEN: 'token',
    };
    const result = cdkEnvironment(environment, cloud, labPaths('/project'));
    expect(result).toMatchObject({
      HOME: '/home/me',
      PATH: '/bin',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      CDK_HOME: '/project/.lab/cdk-home',
      TMPDIR: '/project/.lab/tmp',
    });
    for (const name of ['AWS_PROFILE', 'AWS_CA_BUNDLE', 'AWS_ENDPOINT_URL_STS', 'AWS_SESSION_TOKEN']) {
      expect(result).not.toHaveProperty(name);
    }
  });
});
