import { disregardLinksOfNow, eventually, startForeground } from '../e2e/_lab';
import { walkThrough } from '../e2e/_walk-through';
import { processes, type Seen } from '../local-cloud/runtime/processes';
import type { Engine } from './_engine';

/** The scenarios of a lab whose tasks are containers, in an engine that has its images. */
export function labInDocker(engineOf: () => Engine): void {
  const environment = { ...process.env };
  beforeAll(() => {
    // What a lab is started with.
    process.env['DOCKER_HOST'] = engineOf().socket;
    disregardLinksOfNow();
  });
  afterAll(() => {
    process.env = environment;
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
    expect(engineOf().docker('ps', '--all', '--format', '{{.Names}}').split('\n').filter(isDns)).toHaveLength(1);
    second.child.kill('SIGKILL');
    await eventually(async () => everythingLeft().length === 0 || everythingLeft());
  });

  /** What the engine has of labs. */
  function everythingLeft(): string[] {
    return ['ps --all', 'volume ls', 'network ls'].flatMap((list) => {
      const found = engineOf().docker(...list.split(' '), '--quiet', '--filter', 'label=sre-slo-lab.run');
      return found.split('\n').filter(Boolean);
    });
  }
}

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
