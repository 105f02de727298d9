import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../../../lib/cli/command';
import { ensurePrometheus, type EnsureOptions } from '../../../lib/cli/prometheus/ensure';
import { locatePrometheus } from '../../../lib/cli/prometheus/locate';
import { labPaths } from '../../../lib/cli/paths';
import { NO_NETWORK, playRelease } from '../download/played-release';
import { releasePage } from '../download/release-page';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';
import { standIns } from './stand-ins';

const folder = temporaryFolder();
const page = releasePage();
const contextWith = (overrides: Partial<CommandContext> = {}) =>
  fakeContext({ root: folder(), environment: standIns(folder(), { LISTS: '/dev/null' }), ...overrides });
const ensure = (context: CommandContext, options: Partial<EnsureOptions> = {}) =>
  ensurePrometheus(null, context, { yes: false, download: true, source: NO_NETWORK, ...options });
const tools = () => labPaths(folder()).tools;

/** Answers yes, and remembers what was asked. */
function yesSayer() {
  const questions: string[] = [];
  return { questions, ask: async (question: string) => questions.push(question) > 0 };
}

describe('getting a Prometheus where there is none', () => {
  it('takes the official release, after asking with its size', async () => {
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    const { ask, questions } = yesSayer();
    const context = contextWith({ ask });
    const found = await ensure(context, { source: page().source });
    const directory = join(tools(), 'prometheus-3.13.1');
    expect(found).toEqual({ version: '3.13.1', directory, promtool: true, official: true });
    expect(questions).toEqual([
      'Prometheus is not here. Download the official release 3.13.1 (1 MB), into .lab/tools (no root, no service)?',
    ]);
    expect(await locatePrometheus({ PATH: '' }, labPaths(folder()))).toEqual(found);
    expect(readFileSync(context.environment['CALLS'] ?? '', 'utf8')).toBe('');
  });

  it('tells one line of the download where no bar can be drawn', async () => {
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    const context = contextWith();
    await ensure(context, { source: page().source });
    expect(context.lines).toEqual([`  downloading Prometheus 3.13.1 (1 MB) from ${new URL(page().source.site).host}`]);
  });

  it('draws a bar where one can be drawn', async () => {
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    const shown: string[] = [];
    const context = contextWith({ transient: () => {} });
    await ensure(context, { source: page().source, show: (state) => shown.push(state) });
    expect(shown).toEqual([
      expect.stringMatching(/^asking 127\.0\.0\.1:\d+$/),
      `${'█'.repeat(24)} 100 %  1 of 1 MB`,
      'unpacking',
    ]);
    expect(context.lines).toEqual([]);
  });

  it("takes Debian's package without a network, with one quiet line", async () => {
    const { ask, questions } = yesSayer();
    const context = contextWith({ ask });
    expect(await ensure(context)).toMatchObject({ version: '9.8.7', unpackedIn: labPaths(folder()).prometheus });
    expect(context.lines).toEqual([
      "  no official Prometheus: 127.0.0.1 cannot be reached (the connection was refused); Debian's package instead",
      '  downloading Prometheus (3 MB)',
    ]);
    expect(questions).toEqual([
      "Prometheus is not here. Download Debian's package (3 MB), into .lab/tools (no root, no service)?",
    ]);
  });

  it('does not try a release again that failed a moment ago', async () => {
    await ensure(contextWith());
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    expect(await ensure(contextWith(), { source: page().source })).toMatchObject({ version: '9.8.7' });
    expect(page().asked).toEqual([]);
  });

  it('does not ask a second time for the package when the release that was wanted fails', async () => {
    playRelease(page(), 'prometheus', 'this is no Prometheus');
    const { ask, questions } = yesSayer();

    for (const path of page().pages.keys()) if (path.endsWith('.txt')) page().pages.set(path, wrongChecksum());
    const context = contextWith({ ask });
    expect(await ensure(context, { source: page().source })).toMatchObject({ version: '9.8.7' });
    expect(questions).toHaveLength(1);
    expect(context.lines.join('\n')).toContain('is not what the release says it is');
  });

  it.each([
    ['with --yes', {}, true],
    ['in a CI', { CI: 'true' }, false],
  ])('does not ask %s', async (_when, more, yes) => {
    const ask = () => Promise.reject(new Error('asked'));
    const environment = { ...standIns(folder(), { LISTS: '/dev/null' }), ...more };
    await expect(ensure(contextWith({ environment, ask }), { yes })).resolves.toMatchObject({ version: '9.8.7' });
  });

  it('fails when the user does not want it, and leaves nothing', async () => {
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    await expect(ensure(contextWith({ ask: async () => false }), { source: page().source })).rejects.toThrow(
      'the lab needs Prometheus; say y, use "npx lab up --yes", or put prometheus and promtool on PATH yourself',
    );
    expect(existsSync(tools()) ? readdirSync(tools()) : []).toEqual([]);
  });

  it('is over when the user presses Ctrl-C instead of answering', async () => {
    playRelease(page(), 'prometheus', 'prometheus, version 3.13.1 (branch: HEAD)');
    const controller = new AbortController();
    const ask = () => {
      controller.abort(new Error('stopped'));
      return new Promise<boolean>(() => {});
    };
    const { signal } = controller;
    await expect(ensure(contextWith({ ask }), { source: page().source, signal })).rejects.toThrow('stopped');
    expect(readdirSync(tools())).toEqual([]);
  });

  it('fails when nothing may be downloaded', async () => {
    await expect(ensure(contextWith(), { download: false })).rejects.toThrow(
      'Prometheus is not here; start again without --no-download, or put prometheus and promtool 2.42 or newer on PATH',
    );
  });

  it('does nothing when there is one', async () => {
    const found = { version: '2.42.0', directory: '/usr/bin', promtool: true };
    expect(await ensurePrometheus(found, fakeContext(), { yes: false, download: true })).toBe(found);
  });
});

function wrongChecksum(): string {
  return `${'e'.repeat(64)}  prometheus-3.13.1.linux-${process.arch === 'arm64' ? 'arm64' : 'amd64'}.tar.gz\n`;
}
