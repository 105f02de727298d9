import type { AlertView } from '../snapshot';
import type { ActiveAlert } from './prometheus';

export function alertView({ labels, annotations, state, activeAt }: ActiveAlert): AlertView {
  return {
    name: labels['alertname'] ?? 'unknown',
    state,
    since: activeAt,
    severity: labels['severity'] ?? '',
    action: labels['action'] ?? '',
    tier: labels['tier'] ?? '',
    slo: labels['slo'] ?? '',
    objective: labels['objective'] ?? '',
    clock: labels['clock'] ?? '',
    summary: annotations['summary'] ?? '',
  };
}
