import {
  CustomVariableBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  VariableHide,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { CLOCK_TITLES } from '../../lib/slo/names';
import { annotations } from './annotations';

export interface DashboardProps {
  /** A contract: links name it. */
  readonly uid: string;
  readonly title: string;
  /** The file in this folder that it is generated from. */
  readonly source: string;
}

const TAG = 'sre-slo-lab';

/** An empty dashboard in the lab's style, with its annotations and the way to the other ones. */
export function labDashboard({ uid, title, source }: DashboardProps): DashboardBuilder {
  return new DashboardBuilder(title)
    .description(`Generated from observability/dashboards/${source}; do not edit`)
    .uid(uid)
    .tags([TAG])
    .readonly()
    .timezone('browser')
    .refresh('5s')
    .time({ from: 'now-15m', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .annotations(annotations())
    .link(
      new DashboardLinkBuilder("The lab's dashboards")
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    );
}

/** How a query selects by the clock that is chosen, and how a title names it: class hour or real month. */
export const CLOCK = { matcher: 'clock="$clock"', title: '${clock:text}' } as const;

/** One clock at a time: numbers of an hour and of a month must not stand side by side unnamed. */
export function clockVariable(): CustomVariableBuilder {
  const options = Object.entries(CLOCK_TITLES)
    .reverse()
    .map(([value, text], index) => ({ value, text, selected: index === 0 }));
  return new CustomVariableBuilder('clock')
    .label('clock')
    .hide(VariableHide.DontHide)
    .values(options.map(({ text, value }) => `${text} : ${value}`).join(', '))
    .options(options)
    .current(options[0]!);
}
