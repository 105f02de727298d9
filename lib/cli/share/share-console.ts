import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { LabApi } from '../../aws/lab-api';
import { LabError } from '../../model/errors';
import { PORTS } from '../../model/names';
import { consoleTarget } from './console-target';
import { sharedAddresses, type SharingMachine } from './shared-addresses';
import { openShareFront, type ShareFront } from './share-front';

export interface ShareOptions {
  readonly share?: boolean;
  /** @default the console's own */
  readonly sharePort?: number;
  readonly shareAddress?: string;
  /** False with `--no-console`. */
  readonly console?: boolean;
}

/** The console in the local network. */
export interface SharedConsole {
  /** What students open, the likeliest address first. */
  readonly urls: readonly string[];
  /** The lab is up: requests go to its console from here on. */
  leadTo(api: LabApi, cluster: string): void;
  /** What there is to tell. @param token the console's own; without it there is no code to be had */
  report(token: string | undefined): Promise<ShareReport>;
  readonly close: () => Promise<void>;
}

export interface ShareReport {
  readonly urls: readonly string[];
  /** What lets a student in; null when the console did not tell. */
  readonly code: string | null;
  /** The first address with the code in its fragment, which browsers keep to themselves. */
  readonly link: string;
}

/** Listens on the addresses of the local network, before there is a lab to show. Rejects with a LabError. */
export async function openShare(options: ShareOptions, machine = thisMachine()): Promise<SharedConsole> {
  if (options.console === false)
    throw new LabError(
      'InvalidArgument',
      '--share shows the console, and --no-console leaves it out; give one of them',
    );
  const target = consoleTarget();
  const fronts: ShareFront[] = [];
  const close = async () => void (await Promise.all(fronts.map((front) => front.close())));
  try {
    for (const address of sharedAddresses(machine, options.shareAddress)) {
      const place = { address, port: options.sharePort ?? PORTS.console };
      fronts.push(await openShareFront({ ...place, target: target.find, onLost: target.lost }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const urls = fronts.map(({ url }) => url);
  const [first = ''] = urls;
  return {
    urls,
    leadTo: target.askOf,
    async report(token) {
      const code = token === undefined ? null : await codeOf(first, token);
      return { urls, code, link: `${first}/sre/dashboard-ui${code === null ? '' : `#room=${code}`}` };
    },
    close,
  };
}

const ANSWER = z.object({ inside: z.object({ code: z.string() }) });

/** As the instructor's page asks; a lab that is up is not taken down because a page does not answer yet. */
async function codeOf(url: string, token: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/sre/room/inside`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, authorization: `Bearer ${token}` },
      body: '{}',
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) return null;
    return ANSWER.parse(await response.json()).inside.code;
  } catch {
    return null;
  }
}

function thisMachine(): SharingMachine {
  const isContainer = existsSync('/.dockerenv') || existsSync('/run/.containerenv');
  return { interfaces: networkInterfaces(), apart: isContainer ? 'a container' : isWsl() ? 'WSL2' : undefined };
}

function isWsl(): boolean {
  try {
    return /microsoft/i.test(readFileSync('/proc/version', 'utf8'));
  } catch {
    return false;
  }
}
