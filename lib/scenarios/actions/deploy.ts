import { text } from '../../slo/input/value-types';
import { percentText } from '../../slo/promql';
import { share } from '../value-types';
import { REPLACEMENT_SECONDS, unsteady, type ActionType } from './action';

/**
 * A new revision of the app's task definition: `bad-deployment` passes its health checks and fails a share of its requests,
 * `broken-deployment` never gets healthy. The old revision comes back when its time is over.
 */
export interface DeployAction {
  readonly name: 'deploy';
  readonly flaw: 'failing-requests' | 'never-healthy';
  /** The share of requests that fail, of the first kind. */
  readonly strength: number;
  /** The pattern of a route; `*` is all. */
  readonly route: string;
}

const route = text('the pattern of a route, or * for all', (value) => /^(\*|\/[\w./:-]{0,99})$/.test(value));

export const deploy: ActionType<DeployAction> = {
  words: ['bad-deployment', 'broken-deployment'],
  members: (word) => (word === 'bad-deployment' ? ['strength', 'route'] : []),
  lasts: true,
  read(fields, word) {
    if (word === 'broken-deployment') return { name: 'deploy', flaw: 'never-healthy', strength: 0, route: '*' };
    const strength = fields.required('strength', share);
    const where = fields.optional('route', route) ?? '*';
    return strength === undefined ? undefined : { name: 'deploy', flaw: 'failing-requests', strength, route: where };
  },
  impacts({ flaw, strength, route: where }, { at, seconds, target }) {
    if (flaw === 'never-healthy') return [unsteady(at + seconds, target)];
    // The new tasks serve some time after the deployment begins, and so do the old ones after the rollback.
    const lag = REPLACEMENT_SECONDS[target];
    const failing = (one: string) => (where === '*' || where === one ? strength : 0);
    return [{ from: at + lag, to: at + seconds + lag, failing }, unsteady(at + seconds, target)];
  },
  describe({ flaw, strength, route: where }) {
    if (flaw === 'never-healthy') return 'a new revision is deployed whose tasks never get healthy';
    const place = where === '*' ? '' : ` of ${where}`;
    return `a new revision is deployed that passes its health checks and fails ${percentText(strength)} of its requests${place}`;
  },
};
