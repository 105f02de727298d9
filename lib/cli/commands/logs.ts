import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../model/errors';
import type { Command, CommandContext } from '../command';
import { formatLogLine, formatLogs } from '../format/logs';
import type { Logs } from '../logs/read-logs';
import { WHICH_LAB, type WhichLab } from '../options';
import { durationOption } from '../slo/incident-options';

interface LogsOptions extends WhichLab {
  readonly name?: string;
  readonly follow?: boolean;
  /** Seconds. */
  readonly since: number;
  readonly grep?: string;
  readonly json?: boolean;
}

export interface LogsReport extends Logs {
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly following: boolean;
}

/** CloudWatch allows an account a few calls a second, and each container is one. */
const FOLLOW_EVERY_MS = 2_000;

/** `lab logs`: what the containers printed, by the CloudWatch Logs API alone. */
export const logs: Command<LogsOptions, LogsReport> = {
  name: 'logs',
  summary: 'show what the containers printed, of one, of a service, or of all',
  description:
    'Reads CloudWatch Logs, on AWS and on this machine. A name is a container (app, prometheus, grafana, …) or a service.',
  examples: [
    'npx lab logs app',
    'npx lab logs --follow',
    'npx lab logs app --since 1h --grep \'"level":"error"\'',
    'npx lab logs sre-observability-service --json',
  ],
  argument: { syntax: '[name]', description: 'a container or a service; all of them unless named' },
  options: [
    { flags: '--follow', description: 'stay, and show what comes, until Ctrl-C' },
    durationOption('--since <duration>', 'how far back, such as 30s, 10m or 2h', '10m'),
    { flags: '--grep <text>', description: 'only lines that have this text, as it is written' },
    ...WHICH_LAB,
  ],
  async run(context, { name, follow = false, since, grep, json, ...which }) {
    if (follow && json) {
      throw new LabError('InvalidArgument', '--follow and --json exclude each other: JSON is printed once, as a whole');
    }
    const { findLab, noLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { createLogsApi }: typeof import('../../aws/logs-api') = require('../../aws/logs-api');
    const { chooseGroups }: typeof import('../logs/choose-groups') = require('../logs/choose-groups');
    const { createFollower, readLogs }: typeof import('../logs/read-logs') = require('../logs/read-logs');
    const place = findLab(context, which);
    const api = await createLogsApi(place.profile);
    const all = await api.logGroups(`/${place.cluster}/`);
    if (all.length === 0) throw noLab(place);
    const from = Date.now() - since * 1000;
    const query = { groups: chooseGroups(all, name), since: from, grep };
    const report = { since: new Date(from).toISOString(), following: follow };
    if (!follow) return { data: { ...report, ...(await readLogs(api, query)) } };
    const follower = createFollower(api, query);
    return {
      data: { ...report, lines: await follower.next(), cut: [] },
      foreground: () => untilStopped(context, follower),
    };
  },
  format: formatLogs,
};

/** Ctrl-C is how following ends: 0. */
async function untilStopped(
  { signals, progress, style }: CommandContext,
  follower: { next(): ReturnType<ReturnType<typeof import('../logs/read-logs').createFollower>['next']> },
): Promise<number> {
  const { listenForStop }: typeof import('../up/stop-request') = require('../up/stop-request');
  const stop = listenForStop(signals);
  try {
    while (!stop.signal.aborted) {
      // An abort ends the sleep early.
      await sleep(FOLLOW_EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) break;
      for (const line of await follower.next()) progress(formatLogLine(line, style));
    }
    return 0;
  } finally {
    stop.dispose();
  }
}
