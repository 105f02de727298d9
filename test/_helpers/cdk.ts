import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdkEnvironment } from '../../lib/cli/up/cdk-environment';
import { labPaths } from '../../lib/cli/paths';
import type { TestCloud } from './cloud';

const ROOT = join(__dirname, '..', '..');

export interface CdkRun {
  readonly code: number | null;
  /** Standard output and error, in the order they came. */
  readonly text: string;
}

export interface Cdk {
  /** Runs the pinned CDK CLI, unmodified, with an app of `test/_fixtures`. */
  run(...args: string[]): Promise<CdkRun>;
  /** Starts `cdk watch`, which looks at the files `*.watched` of its folder. */
  watch(...args: string[]): CdkWatch;
  /** Writes a file into its folder. */
  write(name: string, text: string): void;
  /** Ends what still runs, and takes its folder away. */
  close(): void;
}

export interface CdkWatch {
  /** What it printed until now. */
  text(): string;
  /** Ends it as Ctrl-C does; resolves when it is gone. */
  stop(): Promise<void>;
}

/** The CDK CLI for a test cloud, in a folder of its own. */
export function cdkFor(cloud: TestCloud, app = 'small-app.js'): Cdk {
  const folder = mkdtempSync(join(tmpdir(), 'lab-cdk-'));
  const environment = cdkEnvironment(process.env, cloud.cloud, labPaths(folder));
  const command = [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), '--no-notices', '--no-color', '--ci'];
  // The CLI hands the command to a shell: no path of this machine in it.
  writeFileSync(join(folder, 'app.js'), `require(${JSON.stringify(join(__dirname, '..', '_fixtures', app))});\n`);
  const running = new Set<ChildProcess>();

  function start(args: readonly string[]) {
    const child = spawn(process.execPath, [...command, '--app', 'node app.js', ...args], {
      cwd: folder,
      env: { ...environment, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
    running.add(child);
    child.once('close', () => running.delete(child));
    const closed = once(child, 'close') as Promise<[number | null]>;
    return { child, closed, text: () => text };
  }
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  return {
    async run(...args) {
      const { closed, text } = start(args);
      const [code] = await closed;
      return { code, text: text() };
    },
    watch(...args) {
      write('cdk.json', JSON.stringify({ watch: { include: ['*.watched'] } }));
      const { child, closed, text } = start(['watch', ...args]);
      return {
        text,
        async stop() {
          child.kill('SIGINT');
          await closed;
        },
      };
    },
    write,
    close() {
      for (const child of running) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
