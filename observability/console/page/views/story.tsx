import { useState } from 'preact/hooks';
import {
  EVENT_KINDS,
  type Chart as ChartData,
  type EventKind,
  type SloView,
  type TimelineEvent,
} from '../../src/snapshot';
import type { ViewProps } from '../app';
import { useJson } from '../live';
import { liveSince } from '../live-since';
import { Chart } from '../parts/chart';
import { Choice } from '../parts/choice';
import { Fresh } from '../parts/fresh';
import { Predictions } from '../parts/predictions';
import { ago, budget, CLOCK_TITLES, percent, timeOfDay, times, TONES } from '../words';

const RANGES = [
  ['300', '5 min'],
  ['900', '15 min'],
  ['3600', '1 hour'],
] as const;
/** What does something to the service; the rest tells of it. */
const CAUSES: ReadonlySet<EventKind> = new Set(['fault', 'task', 'hand']);
/** Causes and verdicts; what lies between is in the list. */
const MARKED: ReadonlySet<EventKind> = new Set(['fault', 'task', 'alert', 'hand']);
/** What an event did is looked for this long, in seconds. */
const EFFECT = 90;

/** What happened, beside what it did to one SLO. */
export function Story({ picture, clock, now }: ViewProps) {
  const slos = (picture.slos.data ?? []).filter((slo) => slo.clock === clock);
  const [wanted, setWanted] = useState('outside-in 99%');
  const [range, setRange] = useState<(typeof RANGES)[number][0]>('300');
  const slo = slos.find((one) => keyOf(one) === wanted) ?? slos[0];
  const history = useJson<ChartData>(
    slo && `/sre/history?${new URLSearchParams({ slo: slo.slo, objective: slo.objective, clock, range })}`,
    3_000,
  );
  const since = liveSince(picture);
  const events = picture.timeline.filter((event) => event.clock === '' || event.clock === clock);
  const marks = events
    .filter(({ kind }) => MARKED.has(kind))
    .map(({ at, tone }) => ({ at: Date.parse(at) / 1000, tone }));

  return (
    <div class="story">
      {picture.room.question !== null && (
        <Predictions question={picture.room.question} slos={picture.slos.data ?? []} students={picture.room.students} />
      )}
      <section aria-labelledby="effect">
        <div class="row">
          <h2 id="effect">What users get</h2>
          <label class="pick">
            SLO{' '}
            <select value={slo && keyOf(slo)} onChange={(event) => setWanted(event.currentTarget.value)}>
              {slos.map((one) => (
                <option key={keyOf(one)} value={keyOf(one)}>
                  {one.title}, {one.objective}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Fresh part={picture.slos} now={now} source="Prometheus">
          {() => slo && <Numbers slo={slo} />}
        </Fresh>
        {history.error !== undefined && <p class="unknown">The chart is not of now: {history.error}</p>}
        {history.data && slo && (
          <>
            <div class="row top">
              <h3>Good answers in the last {slo.burn[0]?.window}</h3>
              <Choice legend="Time" name="story-range" value={range} onChoose={setRange} options={RANGES} />
            </div>
            <Chart
              title={`Good answers of ${slo.title} in the last ${slo.burn[0]?.window ?? ''}`}
              data={named(history.data, 'now', 'good answers')}
              format={percent}
              marks={marks}
              liveSince={since}
              min={0.9}
              max={1}
              height={250}
            />
            <h3>Budget left, {CLOCK_TITLES[clock]}</h3>
            <Chart
              title={`Error budget left of ${slo.title}, ${CLOCK_TITLES[clock]}`}
              data={named(history.data, 'budget', 'budget left')}
              format={(value) => percent(value, 0)}
              marks={marks}
              liveSince={since}
              min={0}
              max={1}
              height={170}
            />
          </>
        )}
      </section>
      <Timeline events={events} history={history.data} now={now} />
    </div>
  );
}

function Numbers({ slo }: { readonly slo: SloView }) {
  const burn = slo.burn[0];
  return (
    <>
      <p class="sentence">{slo.sentence}</p>
      <dl class="numbers">
        <div>
          <dt>SLI, {CLOCK_TITLES[slo.clock]}</dt>
          <dd class={slo.sli !== null && slo.sli < slo.target ? 'bad' : 'good'}>{percent(slo.sli)}</dd>
          <dd class="under">
            target {slo.objective}
            {slo.sli !== null && (slo.sli < slo.target ? ', missed' : ', met')}
          </dd>
        </div>
        <div>
          <dt>Budget left</dt>
          <dd class={slo.budgetLeft !== null && slo.budgetLeft <= 0 ? 'bad' : 'good'}>
            {slo.budgetLeft !== null && slo.budgetLeft < 0 ? percent(slo.budgetLeft, 0) : budget(slo.budgetLeft)}
          </dd>
          <dd class="under">{slo.budgetLeft !== null && slo.budgetLeft < 0 ? 'overspent' : `of ${slo.period}`}</dd>
        </div>
        <div>
          <dt>Burn in {burn?.window}</dt>
          <dd class={burn && burn.rate > 1 ? 'bad' : 'good'}>{times(burn?.rate)}</dd>
          <dd class="under">{burn && burn.rate > 1 ? 'faster than allowed' : 'as fast as allowed, or slower'}</dd>
        </div>
      </dl>
    </>
  );
}

function Timeline({
  events,
  history,
  now,
}: {
  readonly events: readonly TimelineEvent[];
  readonly history: ChartData | undefined;
  readonly now: number;
}) {
  const [kind, setKind] = useState<EventKind | 'all'>('all');
  const shown = events.filter((event) => kind === 'all' || event.kind === kind).toReversed();
  return (
    <section aria-labelledby="happened" class="happened">
      <div class="row">
        <h2 id="happened">What happened</h2>
        <label class="pick">
          show{' '}
          <select
            value={kind}
            onChange={(event) => setKind(EVENT_KINDS.find((one) => one === event.currentTarget.value) ?? 'all')}
          >
            <option value="all">everything</option>
            {EVENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shown.length === 0 && <p>Nothing yet.</p>}
      <div class="timeline scroll" tabIndex={0} aria-label="Events, newest first" role="log">
        <ol>
          {shown.slice(0, 100).map((event) => (
            <li key={event.id} class={event.tone}>
              <span class="sign" aria-hidden="true">
                {TONES[event.tone].sign}
              </span>
              <div>
                <p class="what">
                  <span class="aside">{TONES[event.tone].word}: </span>
                  {event.title}
                </p>
                <p class="detail">{event.detail}</p>
                <Effect event={event} history={history} />
              </div>
              <time dateTime={event.at} title={timeOfDay(event.at)}>
                {timeOfDay(event.at)}
                <br />
                <span>{ago(now - Date.parse(event.at))}</span>
              </time>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** From the moment of the event to the worst of the next minute and a half. */
function Effect({ event, history }: { readonly event: TimelineEvent; readonly history: ChartData | undefined }) {
  if (history === undefined || event.tone === 'good' || !CAUSES.has(event.kind)) return null;
  const at = Date.parse(event.at) / 1000;
  const first = history.times.findIndex((time) => time >= at - 5);
  if (first === -1 || first === 0) return null;
  const after = (name: string) => {
    const values = history.lines.find((line) => line.name === name)?.values ?? [];
    const known = values.filter(
      (value, index): value is number => value !== null && index >= first && (history.times[index] ?? 0) <= at + EFFECT,
    );
    return known.length === 0
      ? undefined
      : { before: known[0] ?? 0, lowest: Math.min(...known), highest: Math.max(...known) };
  };
  const [good, left, burn] = [after('now'), after('budget'), after('burn')];
  const told = [
    good &&
      good.before - good.lowest > 0.0005 &&
      `good answers ${percent(good.before, 1)} → ${percent(good.lowest, 1)}`,
    left && left.before - left.lowest > 0.005 && `budget ${percent(left.before, 0)} → ${percent(left.lowest, 0)}`,
    burn && burn.highest > burn.before && burn.highest > 1 && `burn up to ${times(burn.highest)}`,
  ].filter(Boolean);
  return told.length === 0 ? null : <p class="effect">{told.join(' · ')}</p>;
}

function named(chart: ChartData, name: string, title: string): ChartData {
  return {
    times: chart.times,
    lines: chart.lines.filter((line) => line.name === name).map(({ values }) => ({ name: title, values })),
  };
}

function keyOf({ slo, objective }: SloView): string {
  return `${slo} ${objective}`;
}
