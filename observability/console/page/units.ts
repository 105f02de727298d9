import { trimmed } from './words';

/** A value in a Grafana unit, for those that the lab's dashboards have. */
export function inUnit(unit: string | undefined, value: number | null): string {
  if (value === null) return 'no data';
  if (unit === 'percentunit') return `${trimmed(value * 100, 2)} %`;
  if (unit === 's') return inSeconds(value);
  if (unit === 'reqps') return `${trimmed(value, 2)} /s`;
  if (unit === 'bytes') return `${trimmed(value / 2 ** 20, 1)} MiB`;
  if (unit?.startsWith('suffix:')) return `${trimmed(value, 1)}${unit.slice('suffix:'.length).trim()}`;
  return trimmed(value, 3);
}

function inSeconds(seconds: number): string {
  if (seconds >= 3_153_600_000) return 'never';
  if (seconds >= 172_800) return `${trimmed(seconds / 86_400, 1)} days`;
  if (seconds >= 5_400) return `${trimmed(seconds / 3_600, 1)} h`;
  if (seconds >= 90) return `${trimmed(seconds / 60, 1)} min`;
  return seconds >= 1 || seconds === 0 ? `${trimmed(seconds, 1)} s` : `${trimmed(seconds * 1000, 1)} ms`;
}
