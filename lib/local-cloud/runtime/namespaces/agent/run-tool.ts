import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/**
 * Runs a system tool with `input` and resolves with its output; rejects with what it complained about when it fails.
 * @param environment all that it gets of one
 */
export function runTool(
  tool: string,
  args: readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: ['pipe', 'pipe', 'pipe'], env: environment });
    let output = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    // A tool that ends without reading its input is judged by its exit code.
    child.stdin.on('error', () => undefined).end(input);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${basename(tool)} ${said.trim() || `ended with ${signal ?? `exit code ${code}`}`}`));
    });
  });
}
