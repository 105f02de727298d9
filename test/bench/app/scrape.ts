import { hey } from './programs';
import type { RunningServer } from './server-process';

const PATHS = 5000;
const SCRAPES = 40;
const LOAD_SECONDS = 4;

export interface Scrapes {
  /** How long each scrape took, under load, before and after thousands of paths were tried. */
  readonly beforeMs: readonly number[];
  readonly afterMs: readonly number[];
  /** How many series there were. */
  readonly seriesBefore: number;
  readonly seriesAfter: number;
}

/** Scrapes while there is a load, then tries many paths, then scrapes again. */
export async function scrapeUnderLoad(server: RunningServer, perSecond: number): Promise<Scrapes> {
  const metrics = `${server.url}metrics`;
  const beforeMs = await timesOf(server, metrics, perSecond);
  const seriesBefore = await seriesOf(metrics);
  for (let i = 0; i < PATHS; i += 1) await (await fetch(`${server.url}tried/${i}`)).text();
  const seriesAfter = await seriesOf(metrics);
  const afterMs = await timesOf(server, metrics, perSecond);
  return { beforeMs, afterMs, seriesBefore, seriesAfter };
}

async function timesOf(server: RunningServer, metrics: string, perSecond: number): Promise<number[]> {
  const load = hey(server.url, LOAD_SECONDS, perSecond);
  const times: number[] = [];
  for (let i = 0; i < SCRAPES; i += 1) {
    const start = performance.now();
    await (await fetch(metrics)).text();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await load;
  return times;
}

async function seriesOf(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text();
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}
