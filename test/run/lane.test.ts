import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../cli/temporary-folder';

const ROOT = join(__dirname, '..', '..');

interface Lane {
  readonly way: string;
  readonly network: string;
  readonly state: string;
  readonly patienceMs?: number;
}
interface LaneModule {
  readonly wayToMakeLanes: (folder: string) => { readonly way?: string };
  readonly inLane: (lane: Lane, command: readonly string[]) => [string, ...string[]];
  readonly makeState: (folder: string) => string;
  readonly processesLeft: (state: string) => string[];
  readonly removeMountPoints: () => void;
}
const { wayToMakeLanes, inLane, makeState, processesLeft, removeMountPoints } =
  jest.requireActual<LaneModule>('./lane.js');

const folder = temporaryFolder();

describe('a lane of the end-to-end tests', () => {
  let started: ChildProcess[];
  beforeEach(() => (started = []));
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    removeMountPoints();
  });

  /** A lane on this machine; undefined where there is none, and `npm test` says so. */
  function lane(name: string): Lane | undefined {
    const { way } = wayToMakeLanes(folder());
    return way === undefined ? undefined : { way, network: 'own', state: makeState(join(folder(), name)) };
  }
  function start(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(child);
    return child;
  }

  it('has its own ports, processes and state of the lab, whatever the others do', async () => {
    const listen = `require('node:net').createServer().listen(4566, '127.0.0.1', () => {
      require('node:fs').writeFileSync('.lab/written-in-a-lane', '');
      console.log(require('node:fs').readdirSync('/proc').filter((name) => Number(name) > 0).length);
      process.stdin.resume().once('end', () => process.exit());
    })`;
    const lanes = ['first', 'second'].map(lane);
    const both = lanes.flatMap((each) => {
      if (each === undefined) return [];
      const [program, ...args] = inLane(each, [process.execPath, '-e', listen]);
      return [{ each, child: start(program, args) }];
    });
    for (const { each, child } of both) {
      const [processes] = (await once(child.stdout!, 'data')) as [Buffer];
      // sh, and itself.
      expect(Number(processes.toString())).toBe(2);
      expect(existsSync(join(each.state, '.lab/written-in-a-lane'))).toBe(true);
      expect(existsSync(join(ROOT, '.lab/written-in-a-lane'))).toBe(false);
    }
    for (const { each, child } of both) {
      child.stdin!.end();
      expect(await once(child, 'close')).toEqual([0, null]);
      expect(processesLeft(each.state)).toEqual([]);
    }
  });

  it('tells what a command left behind, and its exit code', () => {
    const here = lane('one');
    if (here === undefined) return;
    const [program, ...args] = inLane({ ...here, patienceMs: 100 }, ['sh', '-c', 'sleep 600 & exit 3']);
    expect(spawnSync(program, args, { cwd: ROOT }).status).toBe(3);
    expect(processesLeft(here.state)).toEqual([expect.stringMatching(/^process \d+: sleep 600$/)]);
  });

  it('ends with the process that started it', async () => {
    const here = lane('one');
    if (here === undefined) return;
    const command = inLane(here, [process.execPath, '-e', "console.log('runs'); setInterval(() => {}, 1_000)"]);
    const starter = `const [program, ...args] = ${JSON.stringify(command)};
      require('node:child_process').spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });`;
    const child = start(process.execPath, ['-e', starter]);
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    // Standard output is closed when nobody has it any more.
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  });
});
