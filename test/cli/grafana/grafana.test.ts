import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../../../lib/cli/command';
import { attemptsIn, RETRY_AFTER_MS } from '../../../lib/cli/download/attempts';
import { ensureGrafana, type EnsureGrafanaOptions } from '../../../lib/cli/grafana/ensure';
import { locateGrafana } from '../../../lib/cli/grafana/locate';
import { labPaths } from '../../../lib/cli/paths';
import { NO_NETWORK, playRelease } from '../download/played-release';
import { releasePage } from '../download/release-page';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

const folder = temporaryFolder();
const page = releasePage();
const tools = () => labPaths(folder()).tools;
const official = () => join(tools(), 'grafana-13.2.0');
const ENVIRONMENT = { PATH: '/usr/bin:/bin' };

function program(path: string): string {
  const file = join(folder(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o755 });
  return file;
}

describe('a Grafana of this machine', () => {
  it.each([
    ['grafana', ['server']],
    ['grafana-server', []],
  ])('is the program %s on PATH, with its files beside bin', (name, subcommand) => {
    const path = program(`grafana-13/bin/${name}`);
    expect(locateGrafana({ PATH: dirname(path) }, tools())).toEqual({
      program: path,
      subcommand,
      home: join(folder(), 'grafana-13'),
    });
  });

  it('is the official release in the tools folder, when there is none on PATH', () => {
    const path = program('.lab/tools/grafana-13.2.0/bin/grafana');
    expect(locateGrafana({ PATH: folder() }, tools())).toEqual({
      program: path,
      subcommand: ['server'],
      home: official(),
      version: '13.2.0',
    });
  });

  it('is none where there is none', () => {
    expect(locateGrafana({ PATH: folder() }, tools())).toBeUndefined();
  });
});

describe('offering Grafana', () => {
  const context = (overrides: Partial<CommandContext> = {}) =>
    fakeContext({ root: folder(), environment: ENVIRONMENT, ...overrides });
  const ensure = (options: Partial<EnsureGrafanaOptions> = {}, overrides: Partial<CommandContext> = {}) =>
    ensureGrafana(null, context(overrides), { yes: false, download: true, source: page().source, ...options });
  const found = () => ({
    program: join(official(), 'bin/grafana'),
    subcommand: ['server'],
    home: official(),
    version: '13.2.0',
  });
  const GET_IT = {
    missing: 'no Grafana on this machine: "npx lab up --yes" downloads it, or put "grafana" on PATH',
  };

  beforeEach(() => playRelease(page(), 'grafana', 'grafana version 13.2.0'));

  it('asks on a terminal, with the size, and downloads it', async () => {
    const questions: string[] = [];
    expect(await ensure({}, { ask: async (question) => questions.push(question) > 0 })).toEqual(found());
    expect(questions).toEqual([
      'The lab runs without Grafana, and better with it. Download the official Grafana 13.2.0 (1 MB) into .lab/tools (no root, no service)?',
    ]);
    expect(readdirSync(tools())).toEqual(['grafana-13.2.0']);
  });

  it('does not ask with --yes', async () => {
    expect(await ensure({ yes: true }, { ask: () => Promise.reject(new Error('asked')) })).toEqual(found());
  });

  it('goes on without it where nobody can be asked', async () => {
    expect(await ensure()).toEqual(GET_IT);
    expect(page().asked).toEqual([]);
  });

  it('goes on without it when it is not wanted, and does not ask again', async () => {
    expect(await ensure({}, { ask: async () => false })).toEqual(GET_IT);
    expect(await ensure({}, { ask: () => Promise.reject(new Error('asked again')) })).toEqual(GET_IT);
    expect(readdirSync(tools())).toEqual(['grafana.attempt.json']);
  });

  it('downloads what was not wanted once --yes says so', async () => {
    await ensure({}, { ask: async () => false });
    expect(await ensure({ yes: true })).toEqual(found());
    expect(readdirSync(tools())).toEqual(['grafana-13.2.0']);
  });

  it('goes on at once without a network, saying so, and does not try again for a while', async () => {
    const missing =
      'no Grafana on this machine, and 127.0.0.1 cannot be reached (the connection was refused): start again later, or put "grafana" on PATH';
    expect(await ensure({ yes: true, source: NO_NETWORK })).toEqual({ missing });
    expect(await ensure({ yes: true })).toEqual({ missing });
    expect(await ensure({ download: false })).toEqual({ missing });
    expect(page().asked).toEqual([]);
  });

  it('tries again after a while', async () => {
    attemptsIn(tools(), () => Date.now() - RETRY_AFTER_MS).remember('grafana', 'failed', 'it rained');
    expect(await ensure({ yes: true })).toEqual(found());
  });

  it('does not believe a note of the future, or one that is none', async () => {
    attemptsIn(tools(), () => Date.now() + 60_000).remember('grafana', 'failed', 'it will rain');
    expect(attemptsIn(tools()).recall('grafana')).toBeUndefined();
    writeFileSync(join(tools(), 'grafana.attempt.json'), 'half a no');
    expect(await ensure({ yes: true })).toEqual(found());
  });

  it('does nothing when nothing may be downloaded', async () => {
    expect(await ensure({ download: false }, { ask: () => Promise.reject(new Error('asked')) })).toEqual(GET_IT);
  });

  it('stops when it is stopped', async () => {
    const controller = new AbortController();
    const ask = () => {
      controller.abort(new Error('stopped'));
      return new Promise<boolean>(() => {});
    };
    await expect(ensure({ signal: controller.signal }, { ask })).rejects.toThrow('stopped');
    expect(readdirSync(tools())).toEqual([]);
  });

  it('does nothing when there is one', async () => {
    expect(await ensureGrafana(found(), context(), { yes: true, download: true })).toEqual(found());
  });
});
