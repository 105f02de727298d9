import { createServer } from 'node:net';
import { existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventually,
  lab,
  labProcesses,
  leftOutside,
  ROOT,
  run,
  startForeground,
  status,
  type ForegroundLab,
} from './_lab';

const UP = [process.execPath, join(ROOT, 'bin/lab.js'), 'up'];

/** A start that fails says one sentence, exits with a code that is not 0 and leaves nothing. */
async function expectRefusal(argv: readonly string[], environment: NodeJS.ProcessEnv, sentence: RegExp): Promise<void> {
  const { code, stderr } = await run(argv, environment);
  const last = stderr.trimEnd().split('\n').at(-1)!;
  expect(last).toMatch(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).not.toBe(0);
  expect([...labProcesses(), ...leftOutside()]).toEqual([]);
  expect(existsSync(join(ROOT, '.lab/run.json'))).toBe(false);
}

describe('npm start fails with one clear sentence', () => {
  it.each([4566, 5000, 9090])('when port %d is in use', async (port) => {
    const owner = createServer().listen(port, '127.0.0.1');
    await once(owner, 'listening');
    try {
      await expectRefusal(UP, process.env, new RegExp(`^lab: .*\\b${port}\\b.*`));
    } finally {
      owner.close();
    }
  });

  it('when there is no Prometheus and no network', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-path-'));
    const saved = hide(join(ROOT, '.lab/tools'));
    try {
      // A machine's programs without Prometheus, and an apt-get that reaches nobody.
      for (const name of ['sh', 'sed', 'ip', 'unshare', 'setpriv', 'nsenter', 'mount', 'umount', 'dpkg-deb', 'cat']) {
        const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((place) => join(place, name)).find(existsSync);
        if (found) symlinkSync(found, join(folder, name));
      }
      writeFileSync(join(folder, 'apt-get'), '#!/bin/sh\necho "E: Failed to fetch" >&2\nexit 100\n', { mode: 0o755 });
      symlinkSync(process.execPath, join(folder, 'node'));
      await expectRefusal(UP, { ...process.env, PATH: folder }, /^lab: .*Prometheus/i);
    } finally {
      saved.restore();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('when Node is too old', async () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require('./bin/lab.js');";
    await expectRefusal(
      [process.execPath, '-e', old],
      process.env,
      /^lab: Node 18\.20\.0 is too old; the lab needs Node 20\.19 or newer/,
    );
  });
});

describe('a lab that runs', () => {
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--traffic', '0');
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGKILL');
    await running.exited;
  });

  it('is not disturbed by a second start, which is refused', async () => {
    const before = await status();
    const { code, stderr } = await lab('up');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^lab: a lab is already (running|starting|up).*pid \d+/);
    expect(code).not.toBe(0);
    const after = await status();
    expect(after.services.map(({ tasks }) => tasks.map(({ id }) => id))).toEqual(
      before.services.map(({ tasks }) => tasks.map(({ id }) => id)),
    );
  });

  it('is healthy after 200 kills in a row', async () => {
    for (let kills = 0; kills < 200; kills += 1) {
      await eventually(() =>
        fetch('http://localhost:5000/kill').then(
          (response) => response.ok,
          () => false,
        ),
      );
    }
    await eventually(async () => {
      const app = (await status()).services.find(({ name }) => name === 'sre-app-service')!;
      return app.running === 1 && app.tasks.length === 1 && app.tasks[0]!.health === 'HEALTHY';
    });
    expect((await fetch('http://localhost:5000/')).status).toBe(200);
    // A start for each kill: on a machine with ten times its load they take minutes.
  }, 600_000);

  it('leaves no process, mount or interface after SIGKILL, and the next start just works', async () => {
    running.child.kill('SIGKILL');
    await running.exited;
    await eventually(async () => labProcesses().length === 0);
    expect(leftOutside()).toEqual([]);
    running = startForeground('--traffic', '0');
    await running.ready;
    running.child.kill('SIGTERM');
    await running.exited;
    expect([...labProcesses(), ...leftOutside()]).toEqual([]);
  });
});

describe('a lab on the loopback network', () => {
  it('leaves no process after SIGKILL, and the next start just works', async () => {
    const killed = startForeground('--traffic', '0', '--network', 'loopback');
    await killed.ready;
    expect(labProcesses().length).toBeGreaterThan(2);
    killed.child.kill('SIGKILL');
    await killed.exited;
    await eventually(async () => labProcesses().length === 0);
    const next = startForeground('--traffic', '0', '--network', 'loopback');
    await next.ready;
    next.child.kill('SIGTERM');
    await next.exited;
    expect([...labProcesses(), ...leftOutside()]).toEqual([]);
  });
});

describe('lab up --detach', () => {
  it('returns when the lab is up, and lab down takes it away', async () => {
    const up = await lab('up', '--detach', '--json', '--traffic', '0');
    expect(up.code).toBe(0);
    expect(JSON.parse(up.stdout)).toMatchObject({ detached: true, urls: { app: expect.any(String) } });
    expect((await status()).services.map(({ running }) => running)).toEqual([1, 1]);
    expect((await lab('down')).code).toBe(0);
    expect([...labProcesses(), ...leftOutside()]).toEqual([]);
  });
});

/** Takes a folder out of the way for a while. */
function hide(folder: string): { restore(): void } {
  const aside = `${folder}.aside`;
  if (!existsSync(folder)) return { restore: () => {} };
  renameSync(folder, aside);
  return {
    restore() {
      rmSync(folder, { recursive: true, force: true });
      renameSync(aside, folder);
    },
  };
}
