import { useState } from 'preact/hooks';
import type { Chart as ChartData, Clock } from '../../src/snapshot';
import type { ViewProps } from '../app';
import { useJson } from '../live';
import { liveSince } from '../live-since';
import { Chart } from '../parts/chart';
import { Choice } from '../parts/choice';
import { inUnit } from '../units';
import { CLOCK_TITLES } from '../words';

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

interface Panel {
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly repeat?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly options?: { readonly content?: string };
  readonly fieldConfig?: {
    readonly defaults?: {
      readonly unit?: string;
      readonly min?: number;
      readonly max?: number;
      readonly custom?: { readonly drawStyle?: string };
      readonly thresholds?: { readonly steps: readonly Step[] };
    };
  };
}

interface Step {
  readonly color: string;
  /** null: from the lowest on. */
  readonly value: number | null;
}

interface Row {
  readonly name: string;
  readonly value: number | null;
  readonly labels: Readonly<Record<string, string>>;
}

const RANGES = [
  ['900', '15 min'],
  ['3600', '1 hour'],
  ['86400', '1 day'],
  ['2592000', '30 days'],
] as const;

/** Grafana's dashboards, from the same files and with the same queries, for machines without Grafana. */
export function Dashboards({ picture, clock }: ViewProps) {
  const dashboards = useJson<readonly Dashboard[]>('/sre/dashboards', 600_000);
  const [uid, setUid] = useState('service-view');
  const [range, setRange] = useState<(typeof RANGES)[number][0]>('900');
  const dashboard = dashboards.data?.find((one) => one.uid === uid) ?? dashboards.data?.[0];
  const slos = [...new Set((picture.slos.data ?? []).filter((slo) => slo.clock === clock).map(({ slo }) => slo))];
  return (
    <section aria-labelledby="dashboard">
      <div class="row">
        <h2 id="dashboard">{dashboard?.title ?? 'Dashboards'}</h2>
        <label class="pick">
          Dashboard{' '}
          <select value={dashboard?.uid} onChange={(event) => setUid(event.currentTarget.value)}>
            {(dashboards.data ?? []).map((one) => (
              <option key={one.uid} value={one.uid}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <Choice legend="Time" name="range" value={range} onChoose={setRange} options={RANGES} />
      </div>
      {dashboards.error !== undefined && <p class="unknown">{dashboards.error}</p>}
      {dashboard &&
        sections(dashboard, slos).map(({ heading, slo, panels }) => (
          <div key={`${dashboard.uid} ${heading} ${slo}`}>
            {heading !== '' && <h3>{withVariables(heading, clock, slo)}</h3>}
            <div class="grid">
              {panels.map(({ panel, index }) => (
                <PanelView
                  key={index}
                  panel={panel}
                  clock={clock}
                  slo={slo}
                  since={liveSince(picture)}
                  range={range}
                  url={`/sre/panel?${new URLSearchParams({ dashboard: dashboard.uid, panel: String(index), clock, slo, range })}`}
                />
              ))}
            </div>
          </div>
        ))}
    </section>
  );
}

interface Section {
  readonly heading: string;
  readonly slo: string;
  readonly panels: { readonly panel: Panel; readonly index: number }[];
}

/** A row begins a section, and one that is repeated becomes one for each SLO. */
function sections({ panels }: Dashboard, slos: readonly string[]): Section[] {
  const found: (Section & { readonly repeated: boolean })[] = [{ heading: '', slo: '', panels: [], repeated: false }];
  panels.forEach((panel, index) => {
    if (panel.type === 'row')
      found.push({ heading: panel.title ?? '', slo: '', panels: [], repeated: panel.repeat === 'slo' });
    else found.at(-1)?.panels.push({ panel, index });
  });
  return found
    .filter((section) => section.panels.length > 0)
    .flatMap((section) => (section.repeated ? slos.map((slo) => ({ ...section, slo })) : [section]));
}

function PanelView({
  panel,
  since,
  clock,
  slo,
  range,
  url,
}: {
  readonly panel: Panel;
  readonly since: number | undefined;
  readonly clock: Clock;
  readonly slo: string;
  readonly range: string;
  readonly url: string;
}) {
  const { type, gridPos, description } = panel;
  const title = withVariables(panel.title ?? '', clock, slo);
  const asked = useJson<{ chart?: ChartData; rows?: readonly Row[] }>(
    type === 'text' ? undefined : url,
    Number(range) > 3_600 ? 30_000 : 5_000,
  );
  const { unit, min, max, custom, thresholds } = panel.fieldConfig?.defaults ?? {};
  return (
    <article class="panel" style={{ '--w': String(gridPos.w) }} aria-label={title || 'About this dashboard'}>
      {title !== '' && <h4 title={description}>{title}</h4>}
      {type === 'text' && <Markdown text={withVariables(panel.options?.content ?? '', clock, slo)} />}
      {asked.error !== undefined && <p class="unknown">Not of now: {asked.error}</p>}
      {type !== 'text' && asked.data === undefined && asked.error === undefined && <p class="note">…</p>}
      {asked.data?.chart &&
        (asked.data.chart.lines.length === 0 ? (
          <p class="note">No data in this time.</p>
        ) : (
          <Chart
            title={title}
            data={asked.data.chart}
            format={(value) => inUnit(unit, value)}
            liveSince={since}
            min={min}
            max={max}
            bars={custom?.drawStyle === 'bars'}
            height={Math.max(130, gridPos.h * 24)}
          />
        ))}
      {asked.data?.rows && type === 'stat' && (
        <ul class="stats">
          {asked.data.rows.map(({ name, value }) => (
            <li key={name}>
              <Value value={value} unit={unit} steps={thresholds?.steps ?? []} />
              <span class="note">{name}</span>
            </li>
          ))}
          {asked.data.rows.length === 0 && <li class="note">No data</li>}
        </ul>
      )}
      {asked.data?.rows && type === 'bargauge' && (
        <Bars rows={asked.data.rows} unit={unit} steps={thresholds?.steps ?? []} />
      )}
      {asked.data?.rows && type === 'table' && <Rows title={title} rows={asked.data.rows} />}
      {!['text', 'timeseries', 'stat', 'bargauge', 'table'].includes(type) && (
        <p class="unknown">This page cannot draw panels of the type {type}; Grafana can.</p>
      )}
    </article>
  );
}

/** The colour of its threshold, and the word for it. */
function Value({
  value,
  unit,
  steps,
}: {
  readonly value: number | null;
  readonly unit: string | undefined;
  readonly steps: readonly Step[];
}) {
  const tone = toneOf(value, steps);
  return (
    <strong class={`state ${tone}`}>
      {steps.length > 1 && <span aria-hidden="true">{{ good: '●', busy: '◆', bad: '▲', note: '' }[tone]} </span>}
      {inUnit(unit, value)}
    </strong>
  );
}

function Bars({
  rows,
  unit,
  steps,
}: {
  readonly rows: readonly Row[];
  readonly unit: string | undefined;
  readonly steps: readonly Step[];
}) {
  const top = Math.max(
    ...rows.map(({ value }) => value ?? 0),
    ...steps.map(({ value }) => value ?? 0),
    Number.MIN_VALUE,
  );
  return (
    <ul class="bars">
      {rows.map(({ name, value }) => (
        <li key={name}>
          <span>{name}</span>
          <Value value={value} unit={unit} steps={steps} />
          <svg class="gauge thin" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="6" />
            <rect
              class={toneOf(value, steps) === 'bad' ? 'over' : 'fill'}
              width={Math.max(0, Math.min(1, (value ?? 0) / top)) * 100}
              height="6"
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

const HIDDEN_LABELS = new Set(['__name__', 'alertstate', 'kind', 'service']);

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const known = rows.filter(({ labels }) => Object.keys(labels).length > 0);
  const names = [...new Set(known.flatMap(({ labels }) => Object.keys(labels)))]
    .filter((name) => !HIDDEN_LABELS.has(name))
    .sort();
  if (known.length === 0) return <p>Nothing.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            {names.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {known.map(({ labels, name }) => (
            <tr key={name}>
              {names.map((column) => (
                <td key={column}>{labels[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the dashboards' texts use of Markdown: paragraphs, bold and italics. */
function Markdown({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((piece, index) => {
            if (piece.startsWith('**')) return <strong key={index}>{piece.slice(2, -2)}</strong>;
            if (piece.startsWith('*')) return <em key={index}>{piece.slice(1, -1)}</em>;
            if (piece.startsWith('`')) return <code key={index}>{piece.slice(1, -1)}</code>;
            return piece;
          })}
        </p>
      ))}
    </>
  );
}

function toneOf(value: number | null, steps: readonly Step[]): 'good' | 'busy' | 'bad' | 'note' {
  if (value === null || steps.length < 2) return 'note';
  const colour = steps.findLast((step) => step.value === null || value >= step.value)?.color;
  return colour === 'green' ? 'good' : colour === 'red' ? 'bad' : 'busy';
}

function withVariables(text: string, clock: Clock, slo: string): string {
  return text
    .replace(/\$\{clock:text\}/g, CLOCK_TITLES[clock])
    .replace(/\$\{?clock\}?/g, clock)
    .replace(/\$\{?slo\}?/g, slo);
}
