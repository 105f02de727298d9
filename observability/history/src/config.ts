import { HISTORY_LIMITS, type HistorySettings } from '../../../lib/history/history-settings';
import { LabError } from '../../../lib/model/errors';
import { HISTORY_DEFAULTS } from '../../../lib/slo/history/options';

export interface Config {
  /** Undefined when no history is wanted. */
  readonly settings: HistorySettings | undefined;
  /** The volume of Prometheus. */
  readonly data: string;
  /** The folder of the SLO files. */
  readonly slos: string;
  /** A folder that may have the history already. */
  readonly made: string | undefined;
}

/**
 * Reads the environment: HISTORY (`on`, `off`), HISTORY_DAYS, HISTORY_SEED, HISTORY_RATE, HISTORY_TRAFFIC, PROMETHEUS_DATA,
 * HISTORY_SLOS, HISTORY_MADE. Throws a LabError.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  return {
    settings: wanted(environment['HISTORY']) ? settingsOf(environment) : undefined,
    data: environment['PROMETHEUS_DATA'] || '/prometheus',
    slos: environment['HISTORY_SLOS'] || '/history/slo',
    made: environment['HISTORY_MADE'] || undefined,
  };
}

function wanted(value: string | undefined): boolean {
  if (value === undefined || value === 'on') return true;
  if (value === 'off') return false;
  throw new LabError('BadConfig', `HISTORY is "${value}"; allowed: on, off`);
}

function settingsOf(environment: Readonly<Record<string, string | undefined>>): HistorySettings {
  const number = (key: keyof HistorySettings, fallback: number) => {
    const name = `HISTORY_${key.toUpperCase()}`;
    const text = environment[name];
    if (text === undefined || text === '') return fallback;
    const [lowest, highest] = HISTORY_LIMITS[key];
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= lowest && value <= highest) return value;
    throw new LabError('BadConfig', `${name} is "${text}"; allowed: a whole number from ${lowest} to ${highest}`);
  };
  const rate = number('rate', HISTORY_DEFAULTS.rate);
  return {
    days: number('days', HISTORY_DEFAULTS.days),
    seed: number('seed', HISTORY_DEFAULTS.seed),
    rate,
    traffic: number('traffic', rate),
  };
}
