import { DATASOURCE, SUCCESS_THRESHOLDS, UNIT } from './house-style';

export interface PanelProps {
  readonly id: number;
  readonly title: string;
  /** One sentence, shown when the pointer is on the panel's (i). */
  readonly description: string;
  readonly expr: string;
  readonly size: { readonly w: number; readonly h: number };
  readonly position: { readonly x: number; readonly y: number };
}

/** A success rate as one large number in its threshold's colour. */
export function successRateStat(props: PanelProps): object {
  return {
    ...panel('stat', props),
    fieldConfig: {
      defaults: {
        unit: UNIT.ratio,
        min: 0,
        max: 1,
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: SUCCESS_THRESHOLDS },
      },
      overrides: [],
    },
    options: { reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false }, graphMode: 'area' },
  };
}

/** One or more series over time. */
export function timeSeries(props: PanelProps): object {
  return {
    ...panel('timeseries', props),
    fieldConfig: { defaults: {}, overrides: [] },
    options: { legend: { showLegend: true, displayMode: 'list', placement: 'bottom' } },
  };
}

function panel(type: string, { id, title, description, expr, size, position }: PanelProps): object {
  return {
    id,
    type,
    title,
    description,
    datasource: DATASOURCE,
    gridPos: { ...size, ...position },
    targets: [{ refId: 'A', datasource: DATASOURCE, expr, legendFormat: title }],
  };
}
