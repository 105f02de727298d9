import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  StackingMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  StackingConfigBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { DATASOURCE, FOR_EVER_SECONDS, UNIT, type Size, type Unit } from './house-style';

/** One query and what its series are called. */
export interface Query {
  readonly expr: string;
  /** Grafana's template over labels: `{{objective}}`. */
  readonly legend: string;
}

export interface PanelProps {
  readonly title: string;
  /** One sentence, shown when the pointer is on the panel's (i). */
  readonly description: string;
  readonly queries: readonly Query[];
  readonly size: Size;
  readonly unit?: Unit;
  readonly thresholds?: readonly Threshold[];
}

/** The newest value as one large number for each series, in its threshold's colour. */
export function stat(props: PanelProps): StatBuilder {
  const panel = new StatBuilder()
    .reduceOptions(lastValue())
    .graphMode(BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value);
  return framed(panel, props).colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
}

/** How long something lasts; for ever is a word. */
export function durationStat(props: PanelProps): StatBuilder {
  return stat({ ...props, unit: UNIT.seconds })
    .graphMode(BigValueGraphMode.None)
    .mappings([
      {
        type: MappingType.RangeToText,
        options: { from: FOR_EVER_SECONDS, to: null, result: { text: 'no burn', color: 'green', index: 0 } },
      },
    ]);
}

/** One or more series over time. */
export function timeSeries(props: PanelProps): TimeSeriesBuilder {
  const panel = new TimeSeriesBuilder().legend(
    new VizLegendOptionsBuilder()
      .showLegend(true)
      .displayMode(LegendDisplayMode.List)
      .placement(LegendPlacement.Bottom),
  );
  return framed(panel, props).showPoints(VisibilityMode.Never).fillOpacity(8);
}

/** Counts over time, one upon the other. */
export function stackedBars(props: PanelProps): TimeSeriesBuilder {
  return timeSeries(props)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(60)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
}

/** The newest value of each series as a bar. */
export function bars(props: PanelProps): BarGaugeBuilder {
  const panel = new BarGaugeBuilder()
    .reduceOptions(lastValue())
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic);
  return framed(panel, props).colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
}

/** The newest value of each series with its labels as columns. */
export function table({ queries, ...props }: PanelProps): TableBuilder {
  const panel = framed(new TableBuilder(), { ...props, queries: [] });
  for (const [index, query] of queries.entries()) {
    panel.withTarget(target(query, index).instant().format(PromQueryFormat.Table));
  }
  return panel;
}

/** A line of Markdown. */
export function text(content: string, size: Size): TextBuilder {
  return new TextBuilder().span(size.w).height(size.h).mode(TextMode.Markdown).content(content).transparent(true);
}

/** What the kinds of panels have in common. */
interface Framed {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: { type: string; uid: string }): this;
  span(width: number): this;
  height(height: number): this;
  unit(unit: string): this;
  thresholds(thresholds: ThresholdsConfigBuilder): this;
  withTarget(query: DataqueryBuilder): this;
}

function framed<Panel extends Framed>(
  panel: Panel,
  { title, description, queries, size, unit, thresholds }: PanelProps,
): Panel {
  panel.title(title).description(description).datasource(DATASOURCE).span(size.w).height(size.h);
  if (unit !== undefined) panel.unit(unit);
  if (thresholds !== undefined) {
    panel.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...thresholds]));
  }
  for (const [index, query] of queries.entries()) panel.withTarget(target(query, index));
  return panel;
}

/** Targets are A, B, C …: Grafana knows them by that. */
function target({ expr, legend }: Query, index: number): DataqueryBuilder {
  return new DataqueryBuilder()
    .refId(String.fromCodePoint('A'.codePointAt(0)! + index))
    .datasource(DATASOURCE)
    .expr(expr)
    .legendFormat(legend);
}

function lastValue(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false);
}
