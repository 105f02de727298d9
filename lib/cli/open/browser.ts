import { spawn } from 'node:child_process';
import { findProgram } from '../find-program';
import type { Environment } from '../host';

/** Programs that hand an address to the browser: of macOS, WSL and the Linux desktops. */
const OPENERS = { darwin: ['open'], linux: ['wslview', 'xdg-open'] } as const;

/** The program that opens addresses here; undefined on a machine without a screen. */
export function browserOpener(environment: Environment, platform: string = process.platform): string | undefined {
  if (platform !== 'darwin' && platform !== 'linux') return undefined;
  const hasScreen =
    platform === 'darwin' || ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => environment[name]);
  if (!hasScreen) return undefined;
  for (const name of OPENERS[platform]) {
    const program = findProgram(name, environment);
    if (program !== undefined) return program;
  }
  return undefined;
}

/** Starts the program and leaves it to itself; resolves with whether it could be started. */
export function openInBrowser(program: string, url: string, environment: Environment): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, [url], { env: { ...environment }, stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
