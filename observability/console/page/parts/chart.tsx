import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Chart as ChartData } from '../../src/snapshot';
import { dayAndTime, timeOfDay, TONES } from '../words';

/** Something that happened, drawn as a line down the chart. */
export interface Mark {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly tone: keyof typeof TONES;
}

export interface ChartProps {
  /** What the chart shows, for those who do not see it, and for its table. */
  readonly title: string;
  readonly data: ChartData;
  readonly format: (value: number | null) => string;
  readonly height?: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly marks?: readonly Mark[];
  /** What lies before is synthetic, and is shaded and named. Seconds since the epoch. */
  readonly liveSince?: number | undefined;
  readonly bars?: boolean;
}

/** Lines differ in colour and in dashes: no meaning is in the colour alone. */
const DASHES = [[], [8, 5], [2, 4], [12, 4, 2, 4], [16, 6]];
const COLOURS = 6;

export function Chart(props: ChartProps) {
  const { title, data, format, height = 220 } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const dark = useDark();
  const names = data.lines.map(({ name }) => name).join('\n');

  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const made = new uPlot(optionsOf(latest, element.clientWidth, height), aligned(data), element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
    // The names and the colours are in the plot's options; the values are not.
  }, [names, height, dark]);
  useEffect(() => plot.current?.setData(aligned(data)), [data]);

  return (
    <figure class="chart">
      <div ref={holder} role="img" aria-label={`${title}. ${summaryOf(data, format)}`} />
      {data.lines.length > 1 && (
        <ul class="legend" aria-hidden="true">
          {data.lines.map(({ name }, index) => (
            <li key={name}>
              <svg width="30" height="8" viewBox="0 0 30 8">
                <line
                  x1="0"
                  x2="30"
                  y1="4"
                  y2="4"
                  class={`line${index % COLOURS}`}
                  stroke-dasharray={DASHES[index % DASHES.length]?.join(' ')}
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <ChartTable title={title} data={data} format={format} />
    </figure>
  );
}

/** The same numbers, for whoever reads rather than looks: at most twelve moments, the newest last. */
function ChartTable({ title, data, format }: Pick<ChartProps, 'title' | 'data' | 'format'>) {
  const [open, setOpen] = useState(false);
  const every = Math.max(1, Math.ceil(data.times.length / 12));
  const rows = open
    ? data.times.map((_, index) => index).filter((index) => (data.times.length - 1 - index) % every === 0)
    : [];
  const long = (data.times.at(-1) ?? 0) - (data.times[0] ?? 0) > 43_200;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        As a table<span class="aside">: {title}</span>
      </summary>
      {open && (
        <div class="scroll" tabIndex={0} role="region" aria-label={`Table: ${title}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {data.lines.map(({ name }) => (
                  <th scope="col" key={name} class="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((index) => (
                <tr key={data.times[index]}>
                  <th scope="row">
                    {long ? dayAndTime((data.times[index] ?? 0) * 1000) : timeOfDay((data.times[index] ?? 0) * 1000)}
                  </th>
                  {data.lines.map(({ name, values }) => (
                    <td key={name} class="number">
                      {format(values[index] ?? null)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function summaryOf({ lines }: ChartData, format: ChartProps['format']): string {
  if (lines.length === 0) return 'No data.';
  return lines
    .slice(0, 6)
    .map(({ name, values }) => {
      const known = values.filter((value) => value !== null);
      return `${name}: now ${format(known.at(-1) ?? null)}, lowest ${format(known.length ? Math.min(...known) : null)}, highest ${format(known.length ? Math.max(...known) : null)}`;
    })
    .join('; ');
}

function aligned({ times, lines }: ChartData): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])] as unknown as uPlot.AlignedData;
}

function optionsOf(latest: { readonly current: ChartProps }, width: number, height: number): uPlot.Options {
  const font = '14px system-ui, sans-serif';
  const { data, min, max, bars } = latest.current;
  const grid = { stroke: colour('--hairline'), width: 1 };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [14, 12, 0, 0],
    scales: {
      x: { time: true },
      y: { range: (_plot, low, high) => rangeOf(low, high, min, max) },
    },
    axes: [
      {
        stroke: colour('--muted'),
        font,
        grid: { show: false },
        ticks: grid,
        values: (_plot, splits) => timesOfAxis(splits),
        space: 90,
        size: 36,
      },
      {
        stroke: colour('--muted'),
        font,
        grid,
        ticks: { show: false },
        size: 76,
        values: (_plot, splits) => splits.map((split) => latest.current.format(split)),
      },
    ],
    series: [
      {},
      ...data.lines.map((_, index): uPlot.Series => ({
        stroke: colour(`--line${index % COLOURS}`),
        width: 2.5,
        dash: bars ? [] : (DASHES[index % DASHES.length] ?? []),
        ...(bars && { fill: colour(`--line${index % COLOURS}`), paths: uPlot.paths.stepped?.({ align: 1 }) }),
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: {
      drawClear: [(plot) => shade(plot, syntheticUntil(latest.current))],
      draw: [(plot) => drawMarks(plot, latest.current.marks ?? [])],
    },
  };

  function shade(plot: uPlot, liveSince: number | undefined): void {
    if (liveSince === undefined) return;
    const { ctx, bbox } = plot;
    const end = Math.min(plot.valToPos(liveSince, 'x', true), bbox.left + bbox.width);
    if (end <= bbox.left + 2) return;
    ctx.save();
    ctx.fillStyle = colour('--shade');
    ctx.fillRect(bbox.left, bbox.top, end - bbox.left, bbox.height);
    ctx.fillStyle = colour('--muted');
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    ctx.font = `${13 * devicePixelRatio}px system-ui, sans-serif`;
    if (end - bbox.left > 140 * devicePixelRatio)
      ctx.fillText('synthetic history', bbox.left + 8 * devicePixelRatio, bbox.top + 16 * devicePixelRatio);
    ctx.restore();
  }
}

/** Nothing is shaded where nothing was made up. */
function syntheticUntil({ data, liveSince }: ChartProps): number | undefined {
  if (liveSince === undefined) return undefined;
  const first = data.times.findIndex((_, index) => data.lines.some(({ values }) => typeof values[index] === 'number'));
  return first !== -1 && (data.times[first] ?? 0) < liveSince - 60 ? liveSince : undefined;
}

/** Of the theme that is shown. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** What is flat gets room above and below. */
function rangeOf(
  low: number | null,
  high: number | null,
  min: number | undefined,
  max: number | undefined,
): [number, number] {
  const from = Math.min(low ?? 0, min ?? Infinity);
  const to = Math.max(high ?? 1, max ?? -Infinity);
  if (to > from) return [from, to];
  return [from - (Math.abs(from) || 1) * 0.05, to + (Math.abs(to) || 1) * 0.05];
}

function timesOfAxis(splits: readonly number[]): string[] {
  const gap = (splits[1] ?? 0) - (splits[0] ?? 0);
  return splits.map((split) => {
    if (gap >= 43_200) return new Date(split * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
    return timeOfDay(split * 1000).slice(0, gap < 60 ? 8 : 5);
  });
}

function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  for (const { at, tone } of marks) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = colour(`--${tone}`);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(TONES[tone].sign, x, bbox.top - 2 * devicePixelRatio);
  }
  ctx.restore();
}

/** Canvas does not follow CSS by itself. */
function useDark(): string {
  const [theme, setTheme] = useState(themeNow);
  useEffect(() => {
    const look = () => setTheme(themeNow());
    const media = matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', look);
    const observer = new MutationObserver(look);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      media.removeEventListener('change', look);
      observer.disconnect();
    };
  }, []);
  return theme;
}

function themeNow(): string {
  return (
    document.documentElement.dataset['theme'] ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  );
}
