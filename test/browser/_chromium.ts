import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's; CHROMIUM names another. */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

const AXE = join(__dirname, '../../node_modules/axe-core/axe.min.js');

/** Tests that need it say in their name why they do not run. */
export const describeInChromium = existsSync(CHROMIUM) ? describe : describe.skip;
export const WHY_NOT = existsSync(CHROMIUM) ? '' : ' (skipped: no Chromium; in Debian: apt install chromium)';

export const CONSOLE = 'http://localhost:8080';
export const PAGE = `${CONSOLE}/sre/dashboard-ui`;

export function startChromium(): Promise<Browser> {
  // Root, as in a container, has no sandbox; the page is our own.
  return chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A page that remembers what it complained about and whom it asked. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly hosts: Set<string>;
}

export async function openPage(
  browser: Browser,
  options: { readonly colorScheme?: 'light' | 'dark'; readonly width?: number; readonly height?: number } = {},
): Promise<WatchedPage> {
  const { colorScheme = 'light', width = 1280, height = 800 } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  return { page, complaints, hosts };
}

/** Reports of axe that are serious or worse, by rule and place. */
export async function violationsOf(page: Page): Promise<string[]> {
  // The page's own policy lets no script in; the debugger's does.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}
