/**
 * `npm run build && node dist/test/tools/console-screenshots.js` writes the pictures of the console in docs/images, from a lab
 * of its own that it breaks first. Needs Chromium, and an address that is not loopback for the room; takes four minutes.
 */
import { setTimeout } from 'node:timers/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ROOT, startLab } from '../bench/lab';

const ORIGIN = 'http://localhost:8080';
type Share = NonNullable<Awaited<ReturnType<typeof startLab>>['report']['share']>;

const PREDICTIONS = {
  Bob: 20,
  Chiara: 25,
  Devi: 30,
  Emeka: 30,
  Françoise: 32,
  Goran: 40,
  Hana: 60,
  Kateryna: 60,
  'Li Wei': 90,
};
const VIEWS = ['story', 'machine', 'slos', 'dashboards', 'hands'];

async function main(): Promise<void> {
  const address = Object.values(networkInterfaces())
    .flatMap((infos) => infos ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  const shared = address === undefined ? [] : ['--share', '--share-address', address];
  const lab = await startLab('auto', () => {}, shared);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const token = lab.report.consoleToken ?? '';
    const hand = (action: string, body: object) =>
      fetch(`${ORIGIN}/sre/hands/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: ORIGIN, authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    // Something to tell: a quiet minute, a second task, a fault, a death, and half a minute of recovery.
    await setTimeout(90_000);
    await hand('scale', { desired: 2 });
    await setTimeout(15_000);
    await hand('traffic', { rate: 20, failing: 0, seconds: 300 });
    await hand('fault', { type: 'error', route: '*', ratio: 0.2, seconds: 30 });
    await setTimeout(40_000);
    await hand('kill', {});
    await setTimeout(25_000);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1600, height: 1000 } });
      for (const view of VIEWS) {
        await page.goto(`${ORIGIN}/sre/dashboard-ui#${view}`);
        await page.locator('main section').first().waitFor();
        // The charts have drawn their first points.
        await setTimeout(1_500);
        if (view === 'hands') {
          await page.getByLabel('Token').fill(token);
          await page.getByRole('button', { name: 'Use it' }).click();
          await page.getByRole('button', { name: 'Send traffic' }).waitFor();
        }
        await page.screenshot({ path: join(ROOT, 'docs/images', `console-${view}-${colorScheme}.png`) });
      }
      await page.close();
    }
    if (lab.report.share) await takeTheRoom(browser, lab.report.share, token);
  } finally {
    await browser.close();
    await lab.stop();
  }
}

/** Twelve students, one question, one fault, and what came of it: on the wall and on a telephone. */
async function takeTheRoom(browser: Browser, share: Share, token: string): Promise<void> {
  const { link, code } = share;
  const { origin } = new URL(link);
  const post = async (path: string, body: object, bearer?: string) => {
    const headers = {
      'content-type': 'application/json',
      origin,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const response = await fetch(`${origin}/sre/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as { token?: string };
  };
  await post('hands/heal', {}, token);
  // Until the pages of the other pictures are over.
  await setTimeout(60_000);
  await post('room/ask', { subject: 'alert', slo: 'availability', objective: '99%', clock: 'class' }, token);
  for (const [name, value] of Object.entries(PREDICTIONS)) {
    const { token: own } = await post('room/join', { name, code });
    await post('room/predict', { value }, own);
  }
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  await phone.goto(link);
  await phone.getByLabel('Name').fill('Ana');
  await phone.getByRole('button', { name: 'Join' }).click();
  await phone.getByLabel(/In seconds/).fill('45');
  await phone.getByRole('button', { name: 'Predict' }).click();
  await phone.getByText('You said').waitFor();
  await phone.screenshot({ path: join(ROOT, 'docs/images/console-room-phone.png'), fullPage: true });

  await post('hands/fault', { type: 'error', route: '*', ratio: 0.2, seconds: 60 }, token);
  await setTimeout(45_000);
  await post('room/reveal', {}, token);
  for (const colorScheme of ['light', 'dark'] as const) {
    const wall = await browser.newPage({ colorScheme, viewport: { width: 1600, height: 1150 } });
    await wall.goto(`${origin}/sre/dashboard-ui#room`);
    await wall.getByRole('button', { name: 'For the instructor' }).click();
    await wall.getByLabel('Token').fill(token);
    await wall.getByRole('button', { name: 'Use it' }).click();
    await wall.getByRole('img', { name: /QR code of/ }).waitFor();
    await wall.screenshot({ path: join(ROOT, 'docs/images', `console-room-${colorScheme}.png`) });
    await wall.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
