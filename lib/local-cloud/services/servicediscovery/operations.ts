import { operationId } from '../../kernel/ids';
import type { CloudMapDeps } from './deps';
import type { OperationRecord } from './state';

/** Enough for anybody who asks how an operation went; each replaced task makes two. */
const MOST_OPERATIONS = 1_000;

/** Records an operation, which has succeeded already, and tells those who listen; returns its id. */
export function completeOperation(
  { state, clock, changed }: Pick<CloudMapDeps, 'state' | 'clock' | 'changed'>,
  type: OperationRecord['type'],
  targets: OperationRecord['targets'],
): string {
  const id = operationId();
  state.operations.set(id, { id, type, targets, at: clock.now() });
  const [oldest] = state.operations.keys();
  if (state.operations.size > MOST_OPERATIONS && oldest !== undefined) state.operations.delete(oldest);
  changed();
  return id;
}
