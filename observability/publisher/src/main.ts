import { askPrometheus } from './ask-prometheus';
import { publishToCloudWatch } from './cloudwatch';
import { ConfigError, readConfig, type Config } from './config';
import { createRound } from './round';

/** 0 after a stop, 2 for a configuration that cannot be used. */
function main(): void {
  const config = configOrExit();
  const round = createRound({
    ask: () => askPrometheus(config.prometheus, config.query),
    publish: publishToCloudWatch(config),
    say: log,
  });
  // On the clock's own grid, so that no minute is left out; a slow round delays the next and does not overtake it.
  const next = () => void round().finally(() => setTimeout(next, config.periodMs - (Date.now() % config.periodMs)));
  next();
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message);
    throw error;
  }
}

function log(level: 'info' | 'warn', msg: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ level, time: new Date().toISOString(), msg, ...fields })}\n`);
}

function complain(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

main();
