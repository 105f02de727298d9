import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { ensureAlertmanager } from '../alertmanager/ensure';
import { directoryOf, locateAlertmanager, type FoundAlertmanager } from '../alertmanager/locate';
import type { CommandContext } from '../command';
import { relocate } from '../debian/relocate';
import type { FoundPrometheus } from '../doctor/facts';
import { toolFolder } from '../download/plan';
import { ensureGrafana } from '../grafana/ensure';
import { locateGrafana, type FoundGrafana } from '../grafana/locate';
import type { LabPaths } from '../paths';
import { ensurePrometheus } from '../prometheus/ensure';
import { locatePrometheus } from '../prometheus/locate';
import { filesBelow } from './walk';

export interface CollectOptions {
  readonly paths: LabPaths;
  /** Where the copies of programs that the machine has are put, as they shall lie in the project's folder. */
  readonly staging: string;
  readonly yes: boolean;
  readonly download: boolean;
  readonly signal: AbortSignal;
}

export interface Tools {
  /** In the project's folder, below `.lab/tools`. */
  readonly files: readonly string[];
  /** What there is, in a few words: `Prometheus 2.42.0, of this machine`. */
  readonly told: readonly string[];
  /** What there is not, and why. */
  readonly missing: readonly string[];
}

/**
 * Prometheus, Alertmanager and Grafana for the copy: those of `.lab/tools` as they are, those that the machine has as copies, and
 * what there is not as `lab up` would get it. A classroom's laptop has none on its PATH.
 */
export async function collectTools(context: CommandContext, options: CollectOptions): Promise<Tools> {
  const { root, environment } = context;
  const { paths, staging, signal } = options;
  // What lies in the project's folder goes as it is; only where there is none, one of the machine is copied.
  const inside = { ...environment, PATH: '' };
  const into = join(staging, relative(root, paths.tools));

  const prometheus =
    (await locatePrometheus(inside, paths)) ??
    (await ensurePrometheus((await locatePrometheus(environment, paths)) ?? null, context, options));
  const alertmanager =
    (await locateAlertmanager(inside, paths)) ??
    (await ensureAlertmanager((await locateAlertmanager(environment, paths)) ?? null, context, options));
  const grafana =
    locateGrafana(inside, paths.tools) ??
    (await ensureGrafana(locateGrafana(environment, paths.tools) ?? null, context, options));
  signal.throwIfAborted();

  const files: string[] = [];
  const told: string[] = [];
  const missing: string[] = [];
  const pack = (title: string, folder: string, program: string, copy: () => string | undefined) => {
    const isInside = !relative(paths.tools, program).startsWith('..');
    const problem = isInside ? undefined : copy();
    if (problem !== undefined) {
      missing.push(`${title}: ${problem}`);
      return;
    }
    if (isInside) files.push(...filesBelow(root, relative(root, folderOf(paths.tools, program))));
    told.push(`${title}${isInside ? '' : `, a copy of ${folder}`}`);
  };
  pack(`Prometheus ${prometheus.version}`, prometheus.directory, join(prometheus.directory, 'prometheus'), () =>
    copyPrometheus(prometheus, join(into, 'prometheus')),
  );
  if ('missing' in alertmanager) missing.push(alertmanager.missing);
  else {
    pack(`Alertmanager ${alertmanager.version}`, directoryOf(alertmanager), alertmanager.program, () =>
      copyAlertmanager(alertmanager, join(into, 'alertmanager')),
    );
  }
  if ('missing' in grafana) missing.push(grafana.missing);
  else {
    pack(`Grafana ${grafana.version ?? ''}`.trim(), grafana.home, grafana.program, () =>
      copyGrafana(grafana, join(into, toolFolder('grafana'))),
    );
  }
  return { files, told, missing };
}

/** The tool's own folder, directly below the tools. */
function folderOf(tools: string, program: string): string {
  return join(tools, relative(tools, program).split('/')[0] ?? '');
}

/** As Debian's package unpacked: its pages, compiled in as a path of the machine, are then found below the folder. */
function copyPrometheus({ directory }: FoundPrometheus, into: string): undefined {
  copyPrograms(directory, ['prometheus', 'promtool'], into);
  copyOf('/usr/share/prometheus/web', into);
  relocate(join(into, 'usr/bin/prometheus'), '/usr/share/prometheus/web');
}

function copyAlertmanager({ program }: FoundAlertmanager, into: string): undefined {
  const directory = dirname(program);
  copyPrograms(directory, ['amtool'], into);
  // Debian's name, whatever it is called on this machine.
  cpSync(program, join(into, 'usr/bin/prometheus-alertmanager'), { dereference: true });
  copyOf('/usr/share/prometheus/alertmanager', into);
  relocate(join(into, 'usr/bin/prometheus-alertmanager'), '/usr/share/prometheus/alertmanager');
}

function copyGrafana({ home, program, subcommand }: FoundGrafana, into: string): string | undefined {
  if (subcommand.length === 0)
    return `${basename(program)} of this machine is older than 9.4; "npx lab up --yes" gets today's`;
  cpSync(home, into, { recursive: true, dereference: true, filter: (path) => basename(path) !== 'data' });
  mkdirSync(join(into, 'bin'), { recursive: true });
  cpSync(program, join(into, 'bin/grafana'), { dereference: true });
  return undefined;
}

function copyPrograms(directory: string, names: readonly string[], into: string): void {
  mkdirSync(join(into, 'usr/bin'), { recursive: true });
  for (const name of names) {
    if (existsSync(join(directory, name)))
      cpSync(join(directory, name), join(into, 'usr/bin', name), { dereference: true });
  }
}

/** Of a library of Debian's pages: not read by them, and most of their size. */
const UNUSED = /\/moment-timezone\/data$/;

/** A folder of the machine below another one; Debian's pages are links to other packages. */
function copyOf(folder: string, into: string): void {
  const wanted = { recursive: true, dereference: true, filter: (path: string) => !UNUSED.test(path) };
  if (existsSync(folder)) cpSync(folder, join(into, folder), wanted);
}
