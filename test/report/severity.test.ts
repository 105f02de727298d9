import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';
import { ESCALATION, escalationLevel, SEVERITIES, severityNamed } from '../../lib/report/severity';

const ROOT = findProjectRoot(__dirname);

describe('severities', () => {
  it("have the operations guide's response times", () => {
    expect(SEVERITIES.map(({ name, responseSeconds }) => [name, responseSeconds / 60])).toEqual([
      ['P0', 15],
      ['P1', 60],
      ['P2', 240],
      ['P3', 1440],
    ]);
  });

  it('are repeated by Alertmanager when the response time is over, on every route that somebody is told by', () => {
    interface Route {
      readonly receiver: string;
      readonly routes?: readonly { readonly matchers: readonly string[]; readonly repeat_interval: string }[];
    }
    const { route }: { route: { routes: Route[] } } = parse(
      readFileSync(join(ROOT, 'observability/alertmanager/alertmanager.yml'), 'utf8'),
    );
    const told = route.routes.filter(({ receiver }) => receiver !== 'dead-mans-switch');
    expect(told.map(({ receiver }) => receiver)).toEqual(['class-hour', 'real-month', 'causes']);
    const units: Readonly<Record<string, number>> = { m: 60, h: 3_600 };
    for (const { routes = [] } of told) {
      expect(
        routes.map(({ matchers, repeat_interval: repeat }) => [
          matchers.join(),
          Number(repeat.slice(0, -1)) * (units[repeat.slice(-1)] ?? 0),
        ]),
      ).toEqual(SEVERITIES.map(({ name, responseSeconds }) => [`severity = ${name}`, responseSeconds]));
    }
  });

  it('escalate one level each time that the response time passes, and not beyond the last', () => {
    const p0 = severityNamed('P0')!;
    expect([0, 899, 900, 1_800, 2_700, 99_999].map((seconds) => escalationLevel(p0, seconds))).toEqual([
      1, 1, 2, 3, 4, 4,
    ]);
    expect(ESCALATION).toHaveLength(4);
    expect(severityNamed(null)).toBeUndefined();
  });
});
