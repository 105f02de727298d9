import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, leftOutside, startForeground, status, type ForegroundLab } from './_lab';
import { leftOf, treeOf, type Seen } from './_processes';

/** `npm run test:kill` does 100; the same seed always kills at the same moments, on machines of the same speed. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 25);
const SEED = Number(process.env['KILL_SEED'] ?? 1);
/** From the first line of the CLI to the last resource of the deploy, which is half of the way until it is ready. */
const [EARLIEST_MS, LATEST_MS] = [100, 4_500];
/** After so many kills in a row a start is waited for: all of them must not add up to something. */
const ROUNDS_TO_A_START = 25;

/** In turn: each has its own way to leave nothing. */
const NETWORKS = ['namespaces', 'loopback'] as const;

/** Whom SIGKILL hits, and how the process is known among the lab's descendants. */
const VICTIMS: readonly { readonly name: string; readonly is: (process: Seen, lab: number) => boolean }[] = [
  { name: 'the CLI, which is the local cloud', is: ({ pid }, lab) => pid === lab },
  { name: 'unshare', is: ({ command }) => /^\S*unshare /.test(command) },
  { name: 'the first process of the namespaces', is: ({ command }) => /^\S*sh -c umask/.test(command) },
  { name: 'the agent', is: ({ command }) => /^\S*node .*namespaces\/agent\/main/.test(command) },
  {
    name: "the loopback network's watchdog",
    is: ({ command }) => /^\S*sh -c .* watchdog SRE_LAB_TASK=/s.test(command),
  },
  { name: 'the CDK CLI', is: ({ command }) => /aws-cdk\/bin\/cdk deploy/.test(command) },
  { name: 'a task', is: ({ command }) => /^(node server\.js|\S*prometheus )/.test(command) },
];

/** SIGKILL at a random moment, whomever it hits: nothing is left, and the next start just works. */
describe(`a lab killed ${ROUNDS} times`, () => {
  // Whatever a lab would leave outside of the project's folder is in one of these.
  const outside = mkdtempSync(join(tmpdir(), 'lab-kill-'));
  const saved = { HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] };
  const hits = new Map<string, number>();
  const survivors: string[] = [];
  const random = generator(SEED);

  beforeAll(() => Object.assign(process.env, { HOME: outside, TMPDIR: outside }));
  afterAll(() => {
    Object.assign(process.env, saved);
    rmSync(outside, { recursive: true, force: true });
    process.stdout.write(
      [...hits].map(([name, count]) => `${String(count).padStart(4)} × SIGKILL of ${name}\n`).join(''),
    );
  });

  it(
    'leaves no process, namespace, mount, interface or file outside of its folder, and starts again',
    async () => {
      const latest = Math.max(LATEST_MS, (await startsAndStops('namespaces')) / 2);
      for (let round = 1; round <= ROUNDS; round += 1) {
        const moment = EARLIEST_MS + random() * (latest - EARLIEST_MS);
        const network = NETWORKS[round % NETWORKS.length]!;
        const left = await killedAt(moment, network);
        survivors.push(...left.map((what) => `round ${round}, ${network}, ${Math.round(moment)} ms: ${what}`));
        if (round % ROUNDS_TO_A_START === 0 || round === ROUNDS) await startsAndStops(network);
      }
      expect(survivors).toEqual([]);
    },
    ROUNDS * 40_000,
  );

  /** Starts a lab, kills one of its processes, and then the lab if it is still there; resolves with what is left. */
  async function killedAt(moment: number, network: string): Promise<string[]> {
    const lab = startForeground('--traffic', '0', '--network', network);
    const pid = lab.child.pid!;
    await pause(moment);
    const before = treeOf(pid);
    const victims = VICTIMS.flatMap(({ name, is }) =>
      before.filter((each) => is(each, pid)).map((who) => ({ name, who })),
    );
    const victim = victims[Math.floor(random() * victims.length)];
    if (victim === undefined) throw new Error(`the lab did not run any more after ${moment} ms:\n${lab.log()}`);
    hits.set(victim.name, (hits.get(victim.name) ?? 0) + 1);
    kill(victim.who.pid);
    const after = victim.who.pid === pid ? [] : await endAfterWound(lab, pid);
    await lab.exited;
    const left = () => [...leftOf(before), ...leftOf(after)];
    const end = Date.now() + 5_000;
    while (left().length > 0 && Date.now() < end) await pause(20);
    return [...left(), ...leftOutside(), ...readdirSync(outside)];
  }

  /** A lab that lost a part either ends by itself, or mends itself until it is killed or asked to stop. */
  async function endAfterWound(lab: ForegroundLab, pid: number): Promise<Seen[]> {
    await Promise.race([lab.exited, pause(random() * 500)]);
    const after = treeOf(pid);
    if (random() < 0.5) kill(pid);
    else lab.child.kill('SIGINT');
    return after;
  }

  /** Resolves with the time that the start took. */
  async function startsAndStops(network: string): Promise<number> {
    const begun = Date.now();
    const lab = startForeground('--traffic', '0', '--network', network);
    const tree = () => treeOf(lab.child.pid!);
    await lab.ready;
    const took = Date.now() - begun;
    expect((await status()).services.map(({ running, desired }) => running === desired)).toEqual([true, true]);
    const seen = tree();
    lab.child.kill('SIGINT');
    expect((await lab.exited).code).toBe(0);
    await eventually(async () => leftOf(seen).length === 0, 5_000);
    return took;
  }
});

/** Only a process of the tree that this test started; one that has just ended is as good as killed. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
