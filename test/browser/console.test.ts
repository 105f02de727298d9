import type { Browser, Page } from 'playwright-core';
import { eventually, startForeground, type ForegroundLab } from '../e2e/_lab';
import { CONSOLE, describeInChromium, openPage, PAGE, startChromium, violationsOf, WHY_NOT } from './_chromium';

const VIEWS = ['story', 'machine', 'slos', 'dashboards', 'lessons', 'hands', 'room'] as const;
/** What a fault of half a minute takes until its alert is resolved, on a machine that is busy. */
const LONG = 150_000;

jest.setTimeout(LONG);

/** The real page of a real lab. */
describeInChromium(`the console in Chromium${WHY_NOT}`, () => {
  let lab: ForegroundLab;
  let browser: Browser;
  let token: string;

  beforeAll(async () => {
    lab = startForeground('--traffic', '20');
    await lab.ready;
    token = (JSON.parse(lab.report()) as { consoleToken: string }).consoleToken;
    // The lab is up without it: on a busy machine it is built and started meanwhile.
    await eventually(async () => (await fetch(PAGE)).ok, LONG);
    browser = await startChromium();
  }, 2 * LONG);
  afterAll(async () => {
    await browser.close();
    lab.child.kill('SIGINT');
    await lab.exited;
  });

  it.each(['light', 'dark'] as const)('has no serious fault of accessibility in any view, %s', async (colorScheme) => {
    const { page, complaints, hosts } = await openPage(browser, { colorScheme });
    await page.goto(PAGE);
    await giveToken(page, token);
    for (const view of VIEWS) {
      await open(page, view);
      expect({ view, violations: await violationsOf(page) }).toEqual({ view, violations: [] });
    }
    expect(complaints).toEqual([]);
    // Nothing is asked of anybody else.
    expect([...hosts]).toEqual([new URL(CONSOLE).host]);
    await page.context().close();
  });

  it.each([390, 1280, 1920])('fits a screen %s wide', async (width) => {
    const { page } = await openPage(browser, { width });
    await page.goto(PAGE);
    for (const view of VIEWS) {
      await open(page, view);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.context().close();
  });

  it('is used by keyboard alone: every control of every view is reached, and the hands work', async () => {
    const { page } = await openPage(browser);
    await page.goto(PAGE);
    await page.getByRole('link', { name: 'Machine' }).waitFor();
    for (const view of VIEWS) {
      await tabTo(page, `nav a[href="#${view}"]`);
      await page.keyboard.press('Enter');
      await page.locator(`nav a[aria-current][href="#${view}"]`).waitFor();
      await settled(page, view);
      expect({ view, unreached: await unreachedByTab(page) }).toEqual({ view, unreached: [] });
    }
    await tabTo(page, 'nav a[href="#hands"]');
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[type=password]');
    await page.keyboard.type(token);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send traffic' }).waitFor();
    await tabTo(page, 'input[name=seconds]');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('10');
    await page.keyboard.press('Enter');
    await page.getByText('Traffic: 20 requests a second', { exact: false }).first().waitFor();
    await tabTo(page, 'input[name=clock]');
    await page.keyboard.press('ArrowRight');
    await page.getByText('No alert of the real month fires.').waitFor();
    expect(await page.locator('input[name=clock]:checked').getAttribute('value')).toBe('real');
    await page.context().close();
  });

  it('shows the new address of the task that replaces a killed one', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${PAGE}#machine`);
    const first = page
      .locator('article', { hasText: 'sre-app-service' })
      .locator('tbody tr:not(.gone) td.code')
      .first();
    await first.waitFor();
    const before = await first.textContent();
    await fetch('http://localhost:5000/kill').catch(() => undefined);
    await page.waitForFunction(
      (old) => {
        const rows = [...document.querySelectorAll('article:first-of-type tbody tr')];
        const living = rows.find((row) => !row.classList.contains('gone'));
        const address = living?.querySelector('td.code')?.textContent;
        return /^\d/.test(address ?? '') && address !== old;
      },
      before,
      { timeout: LONG / 2 },
    );
    // DNS and Prometheus follow.
    const now = await first.textContent();
    expect(now).not.toBe(before);
    await page.locator('section', { hasText: 'Prometheus targets' }).getByText(`${now}:5000`).first().waitFor();
    await page.context().close();
  });

  it(
    'shows the fall and the recovery of an injected failure, and its alert firing and resolving',
    async () => {
      const { page, complaints } = await openPage(browser);
      await page.goto(PAGE);
      await page.getByLabel('SLO').selectOption('availability 99%');
      const log = page.getByRole('log');
      await press(page, token, { type: 'error', route: '*', ratio: 0.5, seconds: 20 });
      await log.getByText('Fault on: error').waitFor({ timeout: LONG });
      await log.getByText('Alert firing: availability 99%').first().waitFor({ timeout: LONG });
      await page.getByRole('status').getByText('availability 99% (P0)').waitFor({ timeout: LONG });
      // The fall in numbers, in a sentence and in the story's own words.
      await page.getByText('faster than allowed', { exact: true }).waitFor({ timeout: LONG });
      await page.getByText(/At this rate the budget is gone in|The budget is overspent/).waitFor({ timeout: LONG });
      await log
        .getByText(/good answers [\d.]+ % → [\d.]+ %/)
        .first()
        .waitFor({ timeout: LONG });

      await log.getByText('Fault ended: error').waitFor({ timeout: LONG });
      await log.getByText('Alert resolved: availability 99%').first().waitFor({ timeout: LONG });
      await page.getByText('as fast as allowed, or slower').waitFor({ timeout: LONG });
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    3 * LONG,
  );

  it.each([2, -2])(
    'takes nothing fresh for old, nor old for fresh, on a browser whose clock is %i hours off',
    async (hours) => {
      const { page } = await openPage(browser);
      await page.addInitScript(`{
      const Real = Date;
      const now = () => Real.now() + ${hours * 3_600_000};
      globalThis.Date = class extends Real {
        constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
        static now() { return now(); }
      };
    }`);
      await page.goto(PAGE);
      await page.locator('.sentence').waitFor();
      expect(Math.round(((await page.evaluate<number>('Date.now()')) - Date.now()) / 3_600_000)).toBe(hours);
      // What the console did when it started is minutes ago, and its parts are of now.
      const started = page.getByRole('log').locator('li', { hasText: 'The console started' });
      expect(await started.locator('time').textContent()).toMatch(/(just now|\d+ s ago|\d+ min ago)$/);
      await open(page, 'machine');
      expect([await page.locator('.stale').count(), await page.getByText('Old: as of').count()]).toEqual([0, 0]);
      await page.evaluate('window.stop()');
      await page.context().setOffline(true);
      await page.getByRole('alert').getByText('has not been heard for a while').waitFor({ timeout: 30_000 });
      await page.locator('main > .stale').getByText('Old: as of').first().waitFor({ timeout: 30_000 });
      await page.context().close();
    },
  );

  it('says that it is cut off, shows nothing as fresh meanwhile, and recovers by itself', async () => {
    const { page } = await openPage(browser);
    await page.goto(PAGE);
    await page.locator('.sentence').waitFor();
    // What the browser has open stays open when it goes offline: the stream ends with the console's own process only.
    await page.evaluate('window.stop()');
    await page.context().setOffline(true);
    await page.getByRole('alert').getByText('has not been heard for a while').waitFor({ timeout: 30_000 });
    expect(await page.locator('main > .stale').count()).toBe(1);
    await page.context().setOffline(false);
    await page.locator('main > div:not(.stale) .sentence').waitFor({ timeout: 30_000 });
    await page.context().close();
  });
});

async function open(page: Page, view: (typeof VIEWS)[number]): Promise<void> {
  await page.locator(`nav a[href="#${view}"]`).click();
  await settled(page, view);
}

/** Its own content is there, charts too. */
async function settled(page: Page, view: (typeof VIEWS)[number]): Promise<void> {
  const sign = {
    story: '.chart canvas',
    machine: '.machine article',
    slos: '.slos .chart canvas',
    dashboards: '.panel canvas',
    lessons: '.lesson h3',
    hands: '#running',
    room: '.room section',
  }[view];
  // A lab that has just started has no line to draw yet.
  await page
    .locator(sign)
    .first()
    .waitFor({ timeout: LONG / 2 });
}

async function giveToken(page: Page, token: string): Promise<void> {
  await open(page, 'hands');
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByRole('button', { name: 'Send traffic' }).waitFor();
}

/** What the page's own buttons send. */
async function press(page: Page, token: string, fault: object): Promise<void> {
  const status = await page.evaluate(
    async ([bearer, body]) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
      return (await fetch('/sre/hands/fault', { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
    [token, fault] as const,
  );
  expect(status).toBe(200);
}

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Controls that Tab does not come to; of a group of radio buttons, one is enough. */
async function unreachedByTab(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary, [tabindex="0"]');
    for (const control of controls) if (control.checkVisibility()) control.dataset['unreached'] = '';
  });
  for (let presses = 0; presses < 250; presses += 1) {
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => {
      const now = document.activeElement;
      if (now instanceof HTMLInputElement && now.type === 'radio') {
        for (const one of document.getElementsByName(now.name)) delete one.dataset['unreached'];
      } else if (now instanceof HTMLElement) delete now.dataset['unreached'];
      return document.querySelectorAll('[data-unreached]').length;
    });
    if (left === 0) return [];
  }
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-unreached]')].map(({ outerHTML }) => outerHTML.slice(0, 120)),
  );
}
