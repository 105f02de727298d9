import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '../../../lib/cli/commands/open';
import { browserOpener, openInBrowser } from '../../../lib/cli/open/browser';
import { formatOpen } from '../../../lib/cli/format/open';
import { PLAIN } from '../../../lib/cli/format/style';
import { pagesOf } from '../../../lib/cli/open/pages';
import { poll } from '../../../lib/cli/poll';
import { gatherServices } from '../../../lib/cli/status/gather';
import { fakeContext } from '../fake-host';
import { fakeApi, healthyLab } from '../status/fake-lab';
import { temporaryFolder } from '../temporary-folder';

const pages = async (lab = healthyLab()) => {
  const all = pagesOf(await gatherServices(fakeApi(lab), 'SreSloLab'));
  return Object.fromEntries(all.map((page) => [page.name, page.url ?? page.reason]));
};

describe('the pages of a lab', () => {
  it('are at localhost for a lab on this machine, and what does not run says why', async () => {
    expect(await pages()).toEqual({
      app: 'http://localhost:5000',
      prometheus: 'http://localhost:9090',
      grafana: 'CannotPullContainerError: no Grafana on this machine',
      console: 'this lab has no such container',
      alertmanager: 'http://localhost:9093',
    });
  });

  it('are at the public address of a task on AWS', async () => {
    const lab = healthyLab();
    lab.publicAddresses = { 'eni-aaaa1111aaaa': '198.51.100.9' };
    expect(await pages(lab)).toMatchObject({
      app: 'http://198.51.100.9:5000',
      prometheus: 'its task has no public address',
    });
  });

  it('are none without a task', async () => {
    const lab = healthyLab();
    lab.tasks = {};
    expect(await pages(lab)).toMatchObject({ app: 'no task of sre-app-service runs' });
  });
});

describe('the browser', () => {
  const folder = temporaryFolder();

  /** A program that writes down what it is called with. */
  function opener(name: string): string {
    const path = join(folder(), name);
    writeFileSync(path, '#!/bin/sh\necho "$1" > "$0.called"\n');
    chmodSync(path, 0o755);
    return path;
  }

  it('is asked through what the desktop has for it, and only where there is a screen', () => {
    const path = opener('xdg-open');
    const environment = { PATH: folder(), DISPLAY: ':0' };
    expect(browserOpener(environment, 'linux')).toBe(path);
    expect(browserOpener({ PATH: folder() }, 'linux')).toBeUndefined();
    expect(browserOpener({ ...environment, PATH: '/nowhere' }, 'linux')).toBeUndefined();
    expect(browserOpener(environment, 'darwin')).toBeUndefined();
    expect(browserOpener(environment, 'win32')).toBeUndefined();
  });

  it('gets the address', async () => {
    const path = opener('xdg-open');
    expect(await openInBrowser(path, 'http://localhost:3000', process.env)).toBe(true);
    const called = `${path}.called`;
    await poll(() => (existsSync(called) && readFileSync(called, 'utf8') !== '' ? true : undefined), {
      timeoutMs: 10_000,
      tooLate: () => new Error('the program was not called') as never,
    });
    expect(readFileSync(called, 'utf8')).toBe('http://localhost:3000\n');
  });

  it('is not there, and nothing breaks', async () => {
    expect(await openInBrowser('/nowhere/xdg-open', 'http://localhost:3000', {})).toBe(false);
  });
});

describe('lab open', () => {
  it('fails for a page that no lab has, before it asks anybody', async () => {
    await expect(open.run(fakeContext(), { page: 'kibana' })).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: 'the page is "kibana"; allowed: console, grafana, prometheus, alertmanager, app',
    });
  });

  it('prints the address, opened or not', () => {
    const report = { name: 'grafana', url: 'http://localhost:3000' } as const;
    expect(formatOpen({ ...report, opened: true }, PLAIN)).toBe('http://localhost:3000  grafana, in your browser');
    expect(formatOpen({ ...report, opened: false }, PLAIN)).toBe('http://localhost:3000  grafana');
  });
});
