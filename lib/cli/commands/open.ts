import { LabError } from '../../model/errors';
import type { Command } from '../command';
import { formatOpen } from '../format/open';
import { PAGES, type Page, type PageName } from '../open/pages';
import { WHICH_LAB, type WhichLab } from '../options';

interface Options extends WhichLab {
  readonly page?: string;
  /** False with `--no-browser`. */
  readonly browser?: boolean;
}

export interface OpenReport {
  readonly name: PageName;
  readonly url: string;
  /** False where there is no browser, or with `--no-browser`. */
  readonly opened: boolean;
}

/** `lab open`: a page of the lab in the browser. */
export const open: Command<Options, OpenReport> = {
  name: 'open',
  summary: 'open a page of the lab in the browser, and print its address',
  description: `Pages: ${PAGES.join(', ')}. Without one, the first of them that runs.`,
  examples: ['npx lab open grafana', 'npx lab open prometheus --target aws', 'npx lab open app --no-browser'],
  argument: { syntax: '[page]', description: PAGES.join(', '), choices: PAGES },
  options: [...WHICH_LAB, { flags: '--no-browser', description: 'print the address only' }],
  async run(context, { page, browser = true, ...which }) {
    const wanted = page === undefined ? undefined : pageName(page);
    const { reachLab, noLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { gatherServices }: typeof import('../status/gather') = require('../status/gather');
    const { pagesOf }: typeof import('../open/pages') = require('../open/pages');
    const { browserOpener, openInBrowser }: typeof import('../open/browser') = require('../open/browser');
    const lab = await reachLab(context, which);
    const services = await gatherServices(lab.api, lab.cluster);
    if (services.length === 0) throw noLab(lab);
    const { name, url } = choose(pagesOf(services), wanted);
    const program = browser ? browserOpener(context.environment) : undefined;
    const opened = program !== undefined && (await openInBrowser(program, url, context.environment));
    return { data: { name, url, opened } };
  },
  format: formatOpen,
};

function pageName(text: string): PageName {
  const name = PAGES.find((page) => page === text);
  if (name !== undefined) return name;
  throw new LabError('InvalidArgument', `the page is "${text}"; allowed: ${PAGES.join(', ')}`);
}

function choose(pages: readonly Page[], wanted: PageName | undefined): Page & { readonly url: string } {
  const running = pages.filter((page) => page.url !== null);
  const chosen = pages.find(({ name, url }) => (wanted === undefined ? url !== null : name === wanted));
  if (chosen && chosen.url !== null) return chosen;
  const others = running.length > 0 ? `; running: ${running.map(({ name }) => name).join(', ')}` : '';
  throw new LabError(
    'NotRunning',
    chosen
      ? `${chosen.name} does not run in this lab (${chosen.reason})${others}`
      : 'nothing of this lab runs that a browser could open; "npx lab status" shows its tasks',
  );
}
