import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** Runs a system tool to its end with `input` on its standard input; rejects with what it said when it fails. */
export function runTool(tool: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    // A tool that ends without reading its input is judged by its exit code.
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(tool)} ${said.trim() || `ended with ${signal ?? `exit code ${code}`}`}`));
    });
  });
}
