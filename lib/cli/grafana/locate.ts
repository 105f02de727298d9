import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toolFolder } from '../download/plan';
import { RELEASES } from '../download/releases';
import { findProgram, isExecutable } from '../find-program';
import type { Environment } from '../host';

/** A Grafana of this machine. */
export interface FoundGrafana {
  readonly program: string;
  /** `grafana server` since 9.4; before that, `grafana-server` is the server. */
  readonly subcommand: readonly string[];
  /** Where Grafana's own files are: its pages, its defaults. */
  readonly home: string;
  /** Of the official release that the lab downloaded; absent for one on PATH. */
  readonly version?: string;
}

/** Grafana on PATH, else the official release in the tools folder. */
export function locateGrafana(environment: Environment, tools: string): FoundGrafana | undefined {
  const grafana = findProgram('grafana', environment);
  if (grafana) return { program: grafana, subcommand: ['server'], home: homeOf(grafana) };
  const server = findProgram('grafana-server', environment);
  if (server) return { program: server, subcommand: [], home: homeOf(server) };
  return grafanaIn(join(tools, toolFolder('grafana')));
}

/** The Grafana of an official release that was unpacked into `folder`. */
export function grafanaIn(folder: string): FoundGrafana | undefined {
  const { program, version } = RELEASES.grafana;
  const path = join(folder, program);
  return isExecutable(path) ? { program: path, subcommand: ['server'], home: folder, version } : undefined;
}

/** Beside `bin/` in an unpacked archive, in /usr/share when installed by a package. */
function homeOf(program: string): string {
  const prefix = join(dirname(realpathSync(program)), '..');
  return prefix === '/usr' ? '/usr/share/grafana' : prefix;
}
