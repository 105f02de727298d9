import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { get, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Changes } from '../../observability/console/src/http/changes';
import { ROOT, startLab } from './lab';

const ORIGIN = 'http://localhost:8080';
const CHROMIUM = '/usr/bin/chromium';
const VIEWERS = 200;

/** Seconds, megabytes and kilobytes of one lab with its console. */
export interface ConsoleFigures {
  /** From the navigation to the first numbers on the screen. */
  readonly interactive: number;
  /** From the request that kills a task to the page that hears of its end. */
  readonly event: number;
  /** The console's resident memory with one viewer and with 200. */
  readonly alone: number;
  readonly crowded: number;
  /** All files of the page, gzipped. */
  readonly bundle: number;
}

export async function consoleFigures(): Promise<ConsoleFigures> {
  const lab = await startLab('auto', () => {});
  try {
    const interactive = await timeToInteractive();
    const first = await view();
    const alone = await residentMegabytes();
    const others = await Promise.all(Array.from({ length: VIEWERS - 1 }, view));
    // Long enough for the heap to show what it needs.
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    const crowded = await residentMegabytes();
    const event = await eventToPage(first);
    for (const one of [first, ...others]) one.close();
    return { interactive, event, alone, crowded, bundle: bundleKilobytes() };
  } finally {
    await lab.stop();
  }
}

/** In Chromium, by its own clock; without Chromium it is not measured. */
async function timeToInteractive(): Promise<number> {
  if (!existsSync(CHROMIUM)) return NaN;
  const { chromium }: typeof import('playwright-core') = require('playwright-core');
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    // The first start of a browser is not the page's.
    await page.goto('about:blank');
    await page.goto(`${ORIGIN}/sre/dashboard-ui`);
    await page.locator('.sentence').waitFor();
    const [ms] = await page.evaluate<number[]>('[performance.now()]');
    return (ms ?? NaN) / 1000;
  } finally {
    await browser.close();
  }
}

interface Viewer {
  onChanges: (changes: Changes) => void;
  close(): void;
}

function view(): Promise<Viewer> {
  return new Promise((resolve, reject) => {
    const viewer: Viewer = { onChanges: () => {}, close: () => void request.destroy() };
    let buffer = '';
    const request: ClientRequest = get(`${ORIGIN}/sre/stream`, { agent: false }, (response) => {
      response.on('error', () => {});
      response.on('data', (chunk: Buffer) => {
        buffer += chunk.toString();
        const messages = buffer.split('\n\n');
        buffer = messages.pop() ?? '';
        for (const message of messages) {
          const data = /^data: (.*)$/m.exec(message)?.[1];
          if (data !== undefined) viewer.onChanges(JSON.parse(data) as Changes);
        }
      });
      resolve(viewer);
    });
    request.on('error', reject);
  });
}

async function residentMegabytes(): Promise<number> {
  const text = await (await fetch(`${ORIGIN}/sre/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]) / 1e6;
}

/** Kills a task by the API: from the request, which is before the fact, until the page has the story of its end. */
async function eventToPage(viewer: Viewer): Promise<number> {
  const heard = new Promise<number>((resolve) => {
    viewer.onChanges = ({ timeline }) => {
      if (timeline.some(({ title }) => title.startsWith('Task stopp'))) resolve(performance.now());
    };
  });
  const asked = performance.now();
  await fetch('http://localhost:5000/kill').catch(() => undefined);
  return ((await heard) - asked) / 1000;
}

function bundleKilobytes(): number {
  const folder = join(ROOT, '.lab/cloud/images/sre-slo-lab__console');
  const newest =
    readdirSync(folder).sort((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs)[0] ?? '';
  const files = readdirSync(join(folder, newest, 'public'), { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map((file) => gzipSync(readFileSync(join(file.parentPath, file.name))).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
