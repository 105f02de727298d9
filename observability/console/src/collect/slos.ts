import type { BurnView, Clock, SloView } from '../snapshot';
import { sentenceOf } from '../story/sentence';
import type { AlertRule, Labels, Sample } from './prometheus';

/** What the generated rules record and an SLO's card needs: one query for all. */
export const SLO_QUERY =
  '{__name__=~"slo:(info|sli|objective:ratio|error_budget:left|burn_rate|time_to_exhaustion:seconds)"}';

/** Puts the recorded series together, one view for each SLO, objective and clock. */
export function slosView(samples: readonly Sample[], rules: readonly AlertRule[]): SloView[] {
  const index = new Map(samples.map(({ labels, value }) => [keyOf(labels), value]));
  const tiers = rules.filter(({ labels }) => labels['kind'] === 'burn').map(tierOf);
  return samples
    .filter(({ labels }) => labels['__name__'] === 'slo:info')
    .map(({ labels }) => {
      const { slo = '', objective = '', clock: clockName = '', display_name: title = slo, period = '' } = labels;
      const clock: Clock = clockName === 'real' ? 'real' : 'class';
      const valueOf = (name: string, more: Labels) =>
        finite(index.get(keyOf({ __name__: name, slo, objective, ...more })));
      const target = valueOf('slo:objective:ratio', {}) ?? 1;
      const own = tiers.filter((tier) => tier.slo === slo && tier.clock === clock);
      const burn = [...new Set(own.flatMap(({ long, short }) => [long, short]))]
        .map((window): BurnView => {
          const limits = own
            .filter(({ long, short }) => long === window || short === window)
            .map(({ name: tier, action, threshold, long }) => ({ tier, action, threshold, long: long === window }));
          return { window, seconds: secondsOf(window), rate: valueOf('slo:burn_rate', { window }) ?? 0, limits };
        })
        .sort((a, b) => a.seconds - b.seconds);
      const budgetLeft = valueOf('slo:error_budget:left', { clock });
      // Only the long windows of tiers have a time: the shortest of them is the newest that is not all noise.
      const soonest = burn.find(({ limits }) => limits.some(({ long }) => long));
      // Once nothing fails any more, that is the news.
      const told = burn[0]?.rate === 0 ? burn[0] : soonest;
      const secondsLeft =
        soonest &&
        index.get(keyOf({ __name__: 'slo:time_to_exhaustion:seconds', slo, objective, clock, window: soonest.window }));
      return {
        slo,
        title,
        objective,
        clock,
        period,
        target,
        sli: valueOf('slo:sli', { clock }),
        budgetLeft,
        burn,
        sentence: sentenceOf({
          budgetLeft,
          rate: told?.rate ?? null,
          secondsLeft: secondsLeft ?? null,
          window: told?.window ?? '',
        }),
      };
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || a.slo.localeCompare(b.slo) || a.target - b.target);
}

/** The two that a class breaks first. */
function rankOf({ slo }: SloView): number {
  const rank = ['outside-in', 'availability'].indexOf(slo);
  return rank === -1 ? 2 : rank;
}

function tierOf({ labels, query }: AlertRule) {
  return {
    slo: labels['slo'] ?? '',
    clock: labels['clock'] ?? '',
    name: labels['tier'] ?? '',
    action: labels['action'] ?? '',
    long: labels['long_window'] ?? '',
    short: labels['short_window'] ?? '',
    // The generated rules compare with one number; nowhere else is it told to programs.
    threshold: Number(/slo:burn_rate\{[^}]*\}\s*>\s*([\d.]+)/.exec(query)?.[1] ?? NaN),
  };
}

/** `1h30m` → 5400 */
export function secondsOf(window: string): number {
  const units: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
  return [...window.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, n, unit = 's']) => sum + Number(n) * (units[unit] ?? 0),
    0,
  );
}

function keyOf(labels: Labels): string {
  return ['__name__', 'slo', 'objective', 'clock', 'window'].map((name) => labels[name] ?? '').join('\0');
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
