import type { Budgeting, Comparison, Source } from '../../model';
import { displayName, percent, share, shareOf, shorthand } from '../common-types';
import { fieldsOf, refuse, refuseKey, sourceOf, spotOf, type Place, type Spot } from '../place';
import { number, oneOf, scalarOf } from '../value-types';

/** An objective before it is known what it is compared with. */
export interface ObjectiveDraft {
  readonly displayName: string;
  readonly target: number | undefined;
  readonly op: Comparison | undefined;
  readonly value: number | undefined;
  readonly sliceTarget: number | undefined;
  readonly sliceSeconds: number | undefined;
  readonly source: Source;
  /** Where to point to, for what is there and for what is missing. */
  readonly spot: Spot;
  readonly spots: {
    readonly target: Spot;
    readonly op: Spot | undefined;
    readonly value: Spot | undefined;
    readonly sliceSeconds: Spot | undefined;
  };
}

export const OP = oneOf(['lt', 'lte', 'gt', 'gte']);
export const VALUE = number('a number: the threshold');

const KEYS = ['displayName', 'op', 'value', 'target', 'targetPercent', 'timeSliceTarget', 'timeSliceWindow'];
const COMPOSITE = 'composite SLOs are not supported: write an SLO for each indicator';
const UNSUPPORTED = { indicator: COMPOSITE, indicatorRef: COMPOSITE, compositeWeight: COMPOSITE };

const sliceTarget = number('above 0 and at most 1, such as 0.95', (value) => value > 0 && value <= 1);
const sliceWindow = 'a number of minutes, or a duration such as 1m';
const sliceMinutes = number(sliceWindow, (value) => Number.isInteger(value) && value > 0 && value <= 44_640);

/** One of an SLO's `objectives`. */
export function readObjective(place: Place, method: Budgeting['method'] | undefined): ObjectiveDraft | undefined {
  const fields = fieldsOf(place, KEYS, UNSUPPORTED);
  if (!fields) return undefined;
  const [targetAt, percentAt] = [fields.at('target'), fields.at('targetPercent')];
  if (targetAt && percentAt) refuse(percentAt, 'allowed: either target or targetPercent, not both');
  const percentage = targetAt ? undefined : fields.optional('targetPercent', percent);
  const target = percentAt && !targetAt ? undefined : fields.required('target', share);
  const slice = readSlice();
  return {
    displayName: fields.optional('displayName', displayName) ?? '',
    target: percentage === undefined ? target : shareOf(percentage),
    op: fields.optional('op', OP),
    value: fields.optional('value', VALUE),
    ...slice,
    source: sourceOf(place),
    spot: spotOf(place),
    spots: {
      target: spotOf(targetAt ?? percentAt ?? place),
      op: spotAt('op'),
      value: spotAt('value'),
      sliceSeconds: spotAt('timeSliceWindow'),
    },
  };

  function readSlice(): Pick<ObjectiveDraft, 'sliceTarget' | 'sliceSeconds'> {
    const [targetOfSlice, window] = [fields!.at('timeSliceTarget'), fields!.at('timeSliceWindow')];
    if (targetOfSlice && method !== undefined && method !== 'Timeslices') {
      refuse(targetOfSlice, 'only with budgetingMethod Timeslices; delete it');
    }
    if (window && method === 'Occurrences') {
      refuse(window, 'only with budgetingMethod Timeslices or RatioTimeslices; delete it');
    }
    const isSliced = method === 'Timeslices' || method === 'RatioTimeslices';
    if (isSliced && !window) refuseKey(place, 'timeSliceWindow', 'nothing', `allowed: ${sliceWindow}`);
    const minutes = window && typeof scalarOf(window) === 'number' ? sliceMinutes.read(window) : undefined;
    return {
      sliceTarget:
        method === 'Timeslices'
          ? fields!.required('timeSliceTarget', sliceTarget)
          : fields!.optional('timeSliceTarget', sliceTarget),
      sliceSeconds: window && typeof scalarOf(window) !== 'number' ? readWindow(window) : minutes && minutes * 60,
    };
  }

  function spotAt(key: string): Spot | undefined {
    const at = fields!.at(key);
    return at && spotOf(at);
  }
}

function readWindow(window: Place): number | undefined {
  const isText = typeof scalarOf(window) === 'string';
  return isText ? shorthand.read(window) : refuse(window, `allowed: ${sliceWindow}`);
}
