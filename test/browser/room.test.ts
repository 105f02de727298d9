import { networkInterfaces } from 'node:os';
import type { Browser } from 'playwright-core';
import { startForeground, type ForegroundLab } from '../e2e/_lab';
import { describeInChromium, openPage, startChromium, violationsOf, WHY_NOT } from './_chromium';

const LONG = 150_000;
jest.setTimeout(LONG);

/** Any that is not loopback will do: this machine is its own class. */
const ADDRESS = Object.values(networkInterfaces())
  .flatMap((infos) => infos ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const describeShared = ADDRESS === undefined ? describe.skip : describeInChromium;
const WHY = ADDRESS === undefined ? ' (skipped: this machine has loopback only)' : WHY_NOT;

interface Report {
  readonly consoleToken: string;
  readonly share: { readonly urls: readonly string[]; readonly code: string; readonly link: string };
}

/** Students with telephones, in the network that `lab up --share` opens. */
describeShared(`a shared console in Chromium${WHY}`, () => {
  let lab: ForegroundLab;
  let browser: Browser;
  let report: Report;

  beforeAll(async () => {
    lab = startForeground('--share', '--share-address', ADDRESS ?? '', '--share-port', '0', '--traffic', '20');
    await lab.ready;
    report = JSON.parse(lab.report()) as Report;
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    lab.child.kill('SIGINT');
    await lab.exited;
  });

  it('lets students join by the link of the QR code, predict, and see the fact beside what they said', async () => {
    const { share, consoleToken } = report;
    const phone = await openPage(browser, { width: 390, height: 844 });
    const student = phone.page;
    const asked: string[] = [];
    student.on('request', (request) => asked.push(request.url()));
    await student.goto(share.link);
    await student.getByLabel('Name').fill('Ana');
    // The code came along in the fragment; no server has seen it, and the address does not show it any more.
    expect(await student.getByLabel('Code').inputValue()).toBe(share.code);
    expect(student.url()).not.toContain(share.code);
    await student.getByRole('button', { name: 'Join' }).click();
    await student.getByText('Nothing is asked yet').waitFor();
    expect(await violationsOf(student)).toEqual([]);

    const wall = await openPage(browser);
    const instructor = wall.page;
    await instructor.goto(`${share.urls[0]}/sre/dashboard-ui#room`);
    await instructor.getByRole('button', { name: 'For the instructor' }).click();
    await instructor.getByLabel('Token').fill(consoleToken);
    await instructor.getByRole('button', { name: 'Use it' }).click();
    await instructor.getByRole('img', { name: /QR code of/ }).waitFor();
    await instructor.getByText(share.code).waitFor();
    await instructor.getByRole('button', { name: 'Remove Ana' }).waitFor();
    const slos = instructor.getByLabel(/Of which SLO/);
    // A lab that has just started has no numbers yet.
    await slos.locator('option[value="availability 99%"]').waitFor({ state: 'attached', timeout: LONG / 2 });
    await slos.selectOption('availability 99%');
    await instructor.getByRole('button', { name: 'Ask', exact: true }).click();
    expect(await violationsOf(instructor)).toEqual([]);

    await student.getByText('After how many seconds will Availability, 99% page').first().waitFor();
    await student.getByLabel(/In seconds/).fill('45');
    await student.getByRole('button', { name: 'Predict' }).click();
    await student.getByText('You said 45 s.').waitFor();
    await student.getByRole('button', { name: 'Send', exact: true }).click();
    await student.getByText(/Yours ends by itself in/).waitFor();
    await instructor.getByText('has predicted, sends 2/s').waitFor();

    // From another hand than the console's: it is seen, and closes the predictions.
    await setFault(share.urls[0] ?? '', consoleToken);
    await student.getByText('It has begun: predictions are closed.').waitFor({ timeout: LONG / 3 });
    await instructor.getByRole('button', { name: 'Reveal' }).click();
    const shown = student.getByRole('region', { name: 'What the room predicts' });
    await shown.getByText('45 s').first().waitFor();
    // The fact comes when the alert does, revealed or not.
    await shown
      .getByText(/^\d+ s$/)
      .first()
      .waitFor({ timeout: LONG / 2 });
    await shown.getByText('as the console saw it').waitFor({ timeout: LONG / 2 });
    await shown.getByText('Every prediction').click();
    await shown.getByRole('row', { name: /Ana 45 s \d+ s/ }).waitFor();
    expect(await violationsOf(student)).toEqual([]);
    // The story tells it to everybody.
    await instructor.locator('nav a[href="#story"]').click();
    await instructor.getByRole('log').getByText('The room predicted 45 s').waitFor();
    expect([...phone.complaints, ...wall.complaints]).toEqual([]);
    expect([...phone.hosts]).toEqual([new URL(share.link).host]);
    expect(asked.filter((url) => url.includes(share.code))).toEqual([]);
    // Nothing needs to be pushed sideways on a telephone.
    expect(await student.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await student.context().close();
    await instructor.context().close();
  });

  it('has nothing of the lab in the local network but the console', async () => {
    const tried = [4566, 5000, 9090, 3000, 9093].map(async (port) => {
      const answered = await fetch(`http://${ADDRESS}:${port}/`, { signal: AbortSignal.timeout(2_000) }).then(
        () => true,
        () => false,
      );
      return [port, answered];
    });
    expect(await Promise.all(tried)).toEqual([4566, 5000, 9090, 3000, 9093].map((port) => [port, false]));
    const [page] = report.share.urls.map((url) => fetch(`${url}/sre/dashboard-ui`));
    expect((await page)?.status).toBe(200);
  });
});

async function setFault(origin: string, token: string): Promise<void> {
  const headers = { 'content-type': 'application/json', origin, authorization: `Bearer ${token}` };
  const body = JSON.stringify({ type: 'error', route: '*', ratio: 0.5, seconds: 60 });
  const { status } = await fetch(`${origin}/sre/hands/fault`, { method: 'POST', headers, body });
  expect(status).toBe(200);
}
