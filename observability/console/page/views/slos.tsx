import { useState } from 'preact/hooks';
import type { AlertView, Chart as ChartData, SloView } from '../../src/snapshot';
import type { ViewProps } from '../app';
import { useJson } from '../live';
import { liveSince } from '../live-since';
import { Chart } from '../parts/chart';
import { Fresh } from '../parts/fresh';
import { budget, CLOCK_TITLES, percent, timeOfDay, times } from '../words';

/** Every SLO of the clock that was chosen, and one of them in full. */
export function Slos({ picture, clock, now }: ViewProps) {
  const [wanted, setWanted] = useState('');
  return (
    <Fresh part={picture.slos} now={now} source="Prometheus">
      {(all) => {
        const slos = all.filter((slo) => slo.clock === clock);
        const chosen = slos.find((slo) => keyOf(slo) === wanted) ?? slos[0];
        const alerts = picture.alerts.data ?? [];
        if (chosen === undefined) return <p>Prometheus has no SLO of the {CLOCK_TITLES[clock]} yet.</p>;
        return (
          <div class="slos">
            <section aria-labelledby="all">
              <h2 id="all">SLOs, {CLOCK_TITLES[clock]}</h2>
              <ul class="cards">
                {slos.map((slo) => (
                  <li key={keyOf(slo)}>
                    <button
                      type="button"
                      class="card"
                      aria-pressed={keyOf(slo) === keyOf(chosen)}
                      onClick={() => setWanted(keyOf(slo))}
                    >
                      <span class="name">
                        {slo.title} <span class="note">{slo.objective}</span>
                      </span>
                      <span class="line">
                        <span>SLI</span> <strong>{percent(slo.sli)}</strong>
                      </span>
                      <Budget left={slo.budgetLeft} />
                      {firing(alerts, slo).length > 0 && (
                        <span class="state bad">
                          <span aria-hidden="true">▲</span> alert fires
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
            <One slo={chosen} alerts={alerts} liveSince={liveSince(picture)} />
          </div>
        );
      }}
    </Fresh>
  );
}

function One({
  slo,
  alerts,
  liveSince: since,
}: {
  readonly slo: SloView;
  readonly alerts: readonly AlertView[];
  readonly liveSince: number | undefined;
}) {
  const range = slo.clock === 'class' ? 3_600 : 2_592_000;
  const history = useJson<ChartData>(
    `/sre/history?${new URLSearchParams({ slo: slo.slo, objective: slo.objective, clock: slo.clock, range: String(range) })}`,
    slo.clock === 'class' ? 5_000 : 30_000,
  );
  const own = alerts.filter(
    (alert) => alert.slo === slo.slo && alert.objective === slo.objective && alert.clock === slo.clock,
  );
  return (
    <section aria-labelledby="one" class="one">
      <h2 id="one">
        {slo.title}, {slo.objective}
      </h2>
      <p class="sentence" role="status">
        {slo.sentence}
      </p>
      <h3>Budget left over the {CLOCK_TITLES[slo.clock]}</h3>
      {history.error !== undefined && <p class="unknown">The chart is not of now: {history.error}</p>}
      {history.data && (
        <Chart
          title={`Burn-down: error budget left of ${slo.title} ${slo.objective}, ${CLOCK_TITLES[slo.clock]}`}
          data={{
            times: history.data.times,
            lines: history.data.lines
              .filter(({ name }) => name === 'budget')
              .map(({ values }) => ({ name: 'budget left', values })),
          }}
          format={(value) => percent(value, 0)}
          min={0}
          max={1}
          liveSince={since}
          height={260}
        />
      )}
      <h3>Burn by window</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Burn by window">
        <table class="burn">
          <thead>
            <tr>
              <th scope="col">Last</th>
              <th scope="col" class="number">
                Burns
              </th>
              <th scope="col">Against its thresholds</th>
            </tr>
          </thead>
          <tbody>
            {slo.burn.map((burn) => {
              const top = Math.max(...burn.limits.map(({ threshold }) => threshold), 1) * 1.5;
              const over = burn.limits.filter(({ threshold }) => burn.rate > threshold);
              return (
                <tr key={burn.window}>
                  <th scope="row">{burn.window}</th>
                  <td class="number">{times(burn.rate)}</td>
                  <td>
                    <svg class="gauge" viewBox="0 0 300 16" preserveAspectRatio="none" aria-hidden="true">
                      <rect class="track" width="300" height="16" />
                      <rect
                        class={over.length > 0 ? 'over' : 'fill'}
                        width={Math.min(300, (burn.rate / top) * 300)}
                        height="16"
                      />
                      {burn.limits.map(({ tier, threshold }) => (
                        <line key={tier} x1={(threshold / top) * 300} x2={(threshold / top) * 300} y1="0" y2="16" />
                      ))}
                    </svg>
                    <span class="note">
                      {burn.limits
                        .map(
                          ({ tier, threshold, long }) =>
                            `${burn.rate > threshold ? 'above' : 'below'} ${times(threshold)} of ${tier} (${long ? 'long' : 'short'} window)`,
                        )
                        .join(', ')}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <h3>Alerts</h3>
      {own.length === 0 ? (
        <p>None is pending or firing.</p>
      ) : (
        <ul class="plain">
          {own.map((alert) => (
            <li key={alert.name}>
              <span class={`state ${alert.state === 'firing' ? 'bad' : 'busy'}`}>
                <span aria-hidden="true">{alert.state === 'firing' ? '▲' : '◆'}</span> {alert.state}
              </span>{' '}
              since {timeOfDay(alert.since)}: {alert.severity} {alert.action}, {alert.summary}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Budget({ left }: { readonly left: number | null }) {
  return (
    <>
      <span class="line">
        <span>Budget</span> <strong>{budget(left)}</strong>
      </span>
      <svg class="gauge thin" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="6" />
        <rect
          class={left !== null && left < 0.25 ? 'over' : 'fill'}
          width={Math.max(0, Math.min(1, left ?? 0)) * 100}
          height="6"
        />
      </svg>
    </>
  );
}

function firing(alerts: readonly AlertView[], slo: SloView): AlertView[] {
  return alerts.filter(
    (alert) =>
      alert.state === 'firing' &&
      alert.slo === slo.slo &&
      alert.objective === slo.objective &&
      alert.clock === slo.clock,
  );
}

function keyOf({ slo, objective }: SloView): string {
  return `${slo} ${objective}`;
}
