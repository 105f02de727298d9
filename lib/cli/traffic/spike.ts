import { LabError } from '../../model/errors';
import { parseDuration } from '../slo/incident-options';
import type { Spike } from './profile';

/**
 * Reads `at=1m,rate=200,for=20s`, in any order, and adds it to the spikes before it. Throws an `InvalidArgument` LabError.
 */
export function parseSpike(text: string, before: readonly Spike[] = []): Spike[] {
  const parts = new Map(text.split(',').map((part) => splitOnce(part)));
  const rate = /^\d+(\.\d+)?$/.test(parts.get('rate') ?? '') ? Number(parts.get('rate')) : 0;
  const names = [...parts.keys()].sort().join();
  if (names !== 'at,for,rate' || rate <= 0) {
    throw new LabError(
      'InvalidArgument',
      `--spike is "${text}"; allowed: when, how strong and how long, such as at=1m,rate=200,for=20s`,
    );
  }
  const at = parseDuration('--spike at', parts.get('at') ?? '');
  return [...before, { at, rate, for: parseDuration('--spike for', parts.get('for') ?? '') }];
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf('=');
  return at === -1 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}
