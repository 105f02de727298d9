import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { formatTraffic } from '../format/traffic';
import { exitCodeOf } from '../interrupted';
import { oneOf, positiveNumber, WHICH_LAB, wholeNumber, type WhichLab } from '../options';
import { durationOption } from '../slo/incident-options';
import { LAB_SHARES, parseMix, type Share } from '../traffic/mix';
import type { Spike } from '../traffic/profile';
import type { TrafficReport } from '../traffic/report';
import { parseSpike } from '../traffic/spike';

export interface TrafficOptions extends WhichLab {
  readonly rate: number;
  /** Seconds. */
  readonly for?: number;
  readonly mix?: readonly Share[];
  /** Seconds. */
  readonly ramp?: number;
  readonly spike?: readonly Spike[];
  readonly arrivals: 'even' | 'poisson';
  readonly maxInFlight: number;
  readonly url?: URL;
}

/** `lab traffic`: open-loop load on the app, and what came of it. */
export const traffic: Command<TrafficOptions, TrafficReport> = {
  name: 'traffic',
  summary: 'send requests to the app at a fixed rate, and measure what comes back',
  description:
    'Open loop: the rate stays, however slow the app is, and latency counts from the moment at which a request was due. ' +
    'Replaced tasks are followed. Ctrl-C ends it with the summary. The requests come on top of those of "npx lab up --traffic".',
  examples: [
    'npx lab traffic --rate 50 --for 5m',
    'npx lab traffic --rate 20 --mix /=9,/fail=1',
    'npx lab traffic --rate 50 --ramp 30s --spike at=2m,rate=200,for=20s --for 5m',
    'npx lab traffic --rate 100 --for 1m --arrivals poisson --json',
  ],
  options: [
    {
      flags: '--rate <rate>',
      description: 'requests a second',
      default: 50,
      parse: positiveNumber('--rate'),
    },
    durationOption('--for <time>', 'how long, such as 90s or 5m (default: until Ctrl-C)'),
    {
      flags: '--mix <paths>',
      description:
        'what is sent, with weights, such as /=9,/fail=1 (default: /=3,/api/users=3,/api/echo=2,/api/match=2)',
      parse: parseMix,
    },
    durationOption('--ramp <time>', 'climb evenly from nothing to the rate in this time'),
    {
      flags: '--spike <spike>',
      description: 'another rate for a while: at=1m,rate=200,for=20s; may be given several times',
      parse: parseSpike,
    },
    {
      flags: '--arrivals <kind>',
      description: 'even, or poisson: at random, as independent users come',
      default: 'even',
      parse: oneOf('--arrivals', ['even', 'poisson']),
    },
    {
      flags: '--max-in-flight <count>',
      description: 'requests on their way at once; what is due beyond that is not sent, and told',
      default: 5_000,
      parse: wholeNumber('--max-in-flight', 1, 50_000),
    },
    {
      flags: '--url <url>',
      description: 'send to this address, such as the load balancer of production (default: the tasks of the app)',
      parse: (text) => {
        const url = URL.canParse(text) ? new URL(text) : undefined;
        if (url?.protocol === 'http:' && url.pathname === '/' && url.search === '') return url;
        throw new LabError(
          'InvalidArgument',
          `--url is "${text}"; allowed: an http address without a path, such as http://localhost:5000`,
        );
      },
    },
    ...WHICH_LAB,
  ],
  async run(context, options) {
    const { reachLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { runTraffic }: typeof import('../traffic/run-traffic') = require('../traffic/run-traffic');
    const { listenForStop }: typeof import('../up/stop-request') = require('../up/stop-request');
    const { rate, mix = LAB_SHARES, ramp = 0, spike = [], arrivals, maxInFlight } = options;
    const seconds = options.for ?? Infinity;
    if (ramp > seconds) {
      throw new LabError(
        'InvalidArgument',
        `--ramp takes ${ramp}s, but --for ends after ${seconds}s; allowed: a ramp within --for`,
      );
    }
    const stop = listenForStop(context.signals);
    try {
      const lab = await reachLab(context, options);
      const to = options.url && { host: options.url.hostname, port: Number(options.url.port || 80) };
      const run = { rate, rampSeconds: ramp, spikes: spike, seconds, arrivals, shares: mix, maxInFlight };
      const data = await runTraffic(lab, to ? { ...run, to } : run, context, stop);
      return { data, exitCode: data.interrupted ? exitCodeOf(await stop.requested) : 0 };
    } finally {
      stop.dispose();
    }
  },
  format: formatTraffic,
};
