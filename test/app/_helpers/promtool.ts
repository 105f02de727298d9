import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What Prometheus' own tool says about a scrape: an empty text and code 0 when there is nothing to say. */
export async function checkMetrics(scrape: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const promtool = spawn('promtool', ['check', 'metrics']);
  let output = '';
  promtool.stdout.on('data', (chunk) => (output += String(chunk)));
  promtool.stderr.on('data', (chunk) => (output += String(chunk)));
  promtool.stdin.end(scrape);
  const [code]: (number | null)[] = await once(promtool, 'close');
  return { code: code ?? null, output };
}
