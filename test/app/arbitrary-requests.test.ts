import * as fc from 'fast-check';
import { COUNTED_METHODS, ERROR_TYPES, OTHER_METHOD, UNMATCHED_ROUTE } from '../../app/src/metrics/names';
import { type Answer, answersIn } from './_helpers/answers';
import { describeWithPromtool, promtool, titled } from '../_helpers/promtool';
import { AppProcess, type BuiltApp, buildApp } from './_helpers/app-process';
import { pipelines, wireText } from './_helpers/arbitrary-requests';
import { exchange } from './_helpers/connection';
import { seriesOf } from './_helpers/samples';

/** With three requests each, on average. */
const CONNECTIONS = 1000;
/** FUZZ_SEED=7 sends others. */
const SEED = Number(process.env.FUZZ_SEED ?? 4);
/** Codes of failures that a request asks for by its path. */
const ASKED_FOR: ReadonlySet<unknown> = new Set(['RequestedFailure']);
/** What ends a connection early depends on timing. */
const BROKEN = /http_status="(499|599)"/;
const LAST_REQUEST = 'GET / HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n';

let built: BuiltApp;
let app: AppProcess;
let url: string;
let routes: string[];
beforeAll(async () => {
  built = await buildApp();
  app = new AppProcess(built.folder, { env: { RISKY_FAILURE_RATIO: '0', CHAOS_ENABLED: 'false' } });
  url = await app.url();
  const { paths }: { paths: object } = JSON.parse(await (await fetch(`${url}/openapi.json`)).text());
  routes = Object.keys(paths).filter((path) => !/kill|chaos/.test(path));
});
afterAll(async () => {
  app.signal('SIGKILL');
  await app.exit;
  await built.remove();
});

const scrape = async () => (await fetch(`${url}/metrics`)).text();

/** Every series, without its value. */
const seriesIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !BROKEN.test(line))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));

/** Every way to be wrong with every method at every path, once: what then can exist does exist. */
async function tryEverything(): Promise<void> {
  const json = 'Content-Type: application/json';
  const wrongs = [
    'Host: lab',
    'Expect: tea\r\nHost: lab',
    'X: no host',
    `Host: lab\r\n${json}\r\nContent-Length: 200000`,
    `Host: lab\r\n${json}; charset=klingon\r\nContent-Length: 2\r\n\r\n{}`,
    `Host: lab\r\n${json}\r\nContent-Length: 1\r\n\r\n{`,
  ];
  for (const method of [...COUNTED_METHODS, 'TRACE']) {
    const requests = [...routes.map((path) => path.replaceAll(/\{\w+\}/g, '1')), '/nothing', '/%zz'].flatMap((path) =>
      wrongs.map((wrong) => `${method} ${path} HTTP/1.1\r\nConnection: close\r\n${wrong}\r\n\r\n`),
    );
    await Promise.all(requests.map((request) => exchange(portOf(url), request)));
  }
}

const portOf = (address: string) => Number(new URL(address).port);

test('whatever is sent, nothing fails that was not asked to, and the metrics keep their form', async () => {
  await tryEverything();
  const before = await scrape();

  await fc.assert(
    fc.asyncProperty(pipelines, async (requests) => {
      const answers = answersIn(await exchange(portOf(url), requests.map(wireText).join('') + LAST_REQUEST));
      expect(answers.length).toBeGreaterThan(0);
      expect(answers.flatMap(wrongWith)).toEqual([]);
    }),
    { numRuns: CONNECTIONS, seed: SEED },
  );

  const after = await scrape();
  expect(seriesIn(after)).toEqual(seriesIn(before));
  const labels = seriesOf(after, 'http_requests_total').map((series) => /method="(.*)",route="(.*)",/.exec(series));
  expect([...COUNTED_METHODS, OTHER_METHOD]).toEqual(expect.arrayContaining(labels.map((match) => match?.[1])));
  const patterns = routes.map((path) => path.replaceAll(/\{(\w+)\}/g, ':$1'));
  expect([...patterns, UNMATCHED_ROUTE]).toEqual(expect.arrayContaining(labels.map((match) => match?.[2])));
  expect(seriesOf(after, 'app_errors_total').length % ERROR_TYPES.length).toBe(0);

  const failures = app.log.filter(({ http_status }) => Number(http_status) >= 500);
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.filter(({ code }) => !ASKED_FOR.has(code))).toEqual([]);
  expect(app.stderr).toBe('');
  expect((await fetch(url)).status).toBe(200);
}, 120_000);

describeWithPromtool(titled('the metrics after all that, in the words of the real promtool'), () => {
  test('are in order', async () => {
    expect(promtool(['check', 'metrics'], { input: await scrape() }).output).toBe('');
  });
});

/** What is not as it must be in any answer. */
function wrongWith({ status, headers, body }: Answer): string[] {
  const id = headers.get('x-request-id');
  if (id === undefined) return [`no request id with ${status}`];
  if (/node_modules|\n\s+at |<html/i.test(body)) return [`a stack or HTML: ${body}`];
  if (status < 400 || body === '') return [];
  const { error } = JSON.parse(body);
  const keys = Object.keys(error).join(' ');
  if (keys !== 'code message requestId' || error.requestId !== id) return [`not the form of an error: ${body}`];
  return status >= 500 && !ASKED_FOR.has(error.code) ? [`nobody asked for this: ${body}`] : [];
}
