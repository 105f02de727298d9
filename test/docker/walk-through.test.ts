import { IMAGE_NAMES } from '../../lib/model/images';
import { eventually, startForeground } from '../e2e/_lab';
import { walkThrough } from '../e2e/_walk-through';
import { processes, type Seen } from '../local-cloud/runtime/processes';
import { Engine, whyNoEngine } from './_engine';
import { buildLabImage, importBases } from './_lab-images';

const reason = whyNoEngine();

(reason ? describe.skip : describe)(reason ? `a lab in Docker (skipped: ${reason})` : 'a lab in Docker', () => {
  let engine: Engine;
  const environment = { ...process.env };
  beforeAll(async () => {
    engine = new Engine();
    await engine.start();
    importBases(engine);
    for (const name of IMAGE_NAMES) buildLabImage(engine, name);
    // What a lab is started with.
    process.env['DOCKER_HOST'] = engine.socket;
  });
  afterAll(async () => {
    process.env = environment;
    await engine.stop();
  });

  walkThrough({
    title: 'the walk-through, in containers',
    arguments: ['--runtime', 'docker'],
    kind: 'docker',
    reason: /Docker network, and DNS on port 53$/,
    privateAddress: /^(172|192\.168)\./,
    // The stand-in has Debian's Prometheus, whose pages have old names; the image has a newer one.
    movesPages: false,
    left: everythingLeft,
  });

  it('leaves nothing either when it is killed, and the next lab removes what one left that could not clean up', async () => {
    const first = startForeground('--traffic', '0', '--runtime', 'docker', '--no-backfill');
    await first.ready;
    const [watchdog] = watchdogsOf(first.child.pid!);
    process.kill(watchdog!, 'SIGSTOP');
    first.child.kill('SIGKILL');
    await first.exited;
    process.kill(watchdog!, 'SIGKILL');
    expect(everythingLeft()).not.toEqual([]);

    const second = startForeground('--traffic', '0', '--runtime', 'docker', '--no-backfill');
    await second.ready;
    expect(engine.docker('ps', '--all', '--format', '{{.Names}}').split('\n').filter(isDns)).toHaveLength(1);
    second.child.kill('SIGKILL');
    await eventually(async () => everythingLeft().length === 0 || everythingLeft());
  });

  function everythingLeft(): string[] {
    return ['ps --all --quiet', 'volume ls --quiet', 'network ls --quiet --filter type=custom'].flatMap(leftIn);
  }

  /** What the engine still has. */
  function leftIn(command: string): string[] {
    return engine
      .docker(...command.split(' '))
      .split('\n')
      .filter(Boolean);
  }
});

/** The lab's DNS, of which each lab has one. */
function isDns(name: string): boolean {
  return /-dns-/.test(name);
}

/** The shell that waits for the end of a lab. */
function watchdogsOf(pid: number): number[] {
  const isWatchdog = ({ parent, command }: Seen) => parent === pid && command.includes(' watchdog ');
  return processes()
    .filter(isWatchdog)
    .map((one) => one.pid);
}
