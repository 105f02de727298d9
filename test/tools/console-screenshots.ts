/**
 * `npm run build && node dist/test/tools/console-screenshots.js` writes the pictures of the console in docs/images, from a lab
 * of its own that it breaks first. Needs Chromium; takes a minute.
 */
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT, startLab } from '../bench/lab';

const ORIGIN = 'http://localhost:8080';
const VIEWS = ['story', 'machine', 'slos', 'dashboards', 'hands'];

async function main(): Promise<void> {
  const lab = await startLab('auto', () => {});
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
  } finally {
    await browser.close();
    await lab.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
