import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFacts } from '../../lessons/grade/run';
import { openRecord, parseRunRecord } from '../../scenarios/run-record';
import { labPaths } from '../paths';

/** The runs of scenarios that are on record; what is no record is left out. */
export function runsOnRecord(root: string): RunFacts[] {
  return recordTexts(labPaths(root).runs).flatMap((text) => {
    const shown = parseRunRecord(text);
    if (!shown) return [];
    const { id, title, kind, startedAt, outcome, restored, verdicts } = openRecord(shown);
    return {
      scenario: id,
      title,
      category: kind ?? 'unknown',
      blind: shown.blind !== null,
      startedAt: new Date(startedAt),
      outcome,
      restored: restored?.isRestored ?? false,
      unmet: verdicts
        .filter(({ isMet }) => !isMet)
        .map(({ about, expected, got }) => `${about}: expected ${expected}, got ${got}`),
    };
  });
}

function recordTexts(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  } catch {
    return [];
  }
}
