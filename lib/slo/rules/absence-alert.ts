import type { Slo } from '../model';
import { ABSENCE_ALERTS } from '../names';
import { parseSelector, selectorText } from '../promql';
import type { AlertingRule } from './rule';

/** A task that is replaced takes less; a metric that was renamed never comes back. */
const ABSENT_SECONDS = 120;

/**
 * Nothing that the SLO counts exists: its SLI stands still, and no burn alert can fire. That is no burn, so it has an
 * alert of its own.
 */
export function absenceAlert(slo: Slo): AlertingRule {
  const query = countedBy(slo);
  return {
    alert: ABSENCE_ALERTS.metric,
    expr: `absent(${query})`,
    forSeconds: ABSENT_SECONDS,
    keepFiringSeconds: 0,
    labels: { slo: slo.name, service: slo.service, kind: 'absence', action: 'ticket', severity: 'P1' },
    annotations: {
      summary: `Nothing to count for the SLO ${slo.displayName}`,
      description:
        `For ${ABSENT_SECONDS / 60} minutes no series has matched ${escapeTemplate(query)}. The SLI stands still and no burn ` +
        `alert can fire. Is a target gone, or was a metric renamed?`,
      ...(slo.runbookUrl === undefined ? {} : { runbook_url: slo.runbookUrl }),
    },
  };
}

function countedBy({ indicator }: Slo): string {
  if (indicator.kind === 'ratio') return indicator.total;
  if (indicator.kind !== 'histogram' || indicator.form === 'native') return indicator.query;
  const selector = parseSelector(indicator.query) ?? { name: indicator.query, matchers: [] };
  return selectorText({ ...selector, name: `${selector.name}_count` });
}

/** Braces that come in pairs would be read as a template. */
function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '{ {').replaceAll('}}', '} }');
}
