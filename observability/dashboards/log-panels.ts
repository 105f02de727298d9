import {
  GraphDrawStyle,
  LogsSortOrder,
  StackingConfigBuilder,
  StackingMode,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/loki';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { LOG_DATASOURCE, UNIT, type Size } from './house-style';

/** A panel over one LogQL query. */
export interface LogPanelProps {
  readonly title: string;
  /** One sentence, shown when the pointer is on the panel's (i). */
  readonly description: string;
  readonly expr: string;
  readonly size: Size;
}

/** Lines of a log, newest first; a click opens the members of one. */
export function logLines({ title, description, expr, size }: LogPanelProps): LogsBuilder {
  return new LogsBuilder()
    .title(title)
    .description(description)
    .datasource(LOG_DATASOURCE)
    .span(size.w)
    .height(size.h)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending)
    .withTarget(target(expr));
}

/** How many lines there are over time, one kind upon the other. */
export function logCounts({ title, description, expr, size, legend }: LogPanelProps & { readonly legend: string }) {
  return new TimeSeriesBuilder()
    .title(title)
    .description(description)
    .datasource(LOG_DATASOURCE)
    .span(size.w)
    .height(size.h)
    .unit(UNIT.count)
    .min(0)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(60)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .withTarget(target(expr).legendFormat(legend));
}

function target(expr: string): DataqueryBuilder {
  return new DataqueryBuilder().refId('A').datasource(LOG_DATASOURCE).expr(expr);
}
