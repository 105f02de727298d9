import type { RequestContext } from '../../kernel/action';
import { invalid, type SchedulerDeps } from './deps';
import { parseExpression } from './expressions/expression';
import { isTimeZone } from './expressions/wall-time';
import type { ScheduleInput } from './schema';
import type { Schedule } from './state';
import { universalTarget } from './target';

/** How old a StartDate may be when it is set. */
const START_DATE_GRACE = 5 * 60_000;

/** The schedule that a request describes, whole: what it leaves out is the default. Throws ValidationException. */
export function newSchedule(
  { clock }: Pick<SchedulerDeps, 'clock'>,
  input: ScheduleInput,
  { account, region }: Pick<RequestContext, 'account' | 'region'>,
  createdAt?: Date,
): Schedule {
  const now = clock.now();
  const { ScheduleExpression: text, ScheduleExpressionTimezone: zone, StartDate, EndDate } = input;
  if (!isTimeZone(zone)) throw invalid(`Invalid ScheduleExpressionTimezone ${zone}.`);
  if (text.startsWith('rate(')) throw invalid(`the local cloud does not implement ${text}; it has at(…) and cron(…)`);
  const expression = parseExpression(text, zone);
  if (!expression) throw invalid(`Invalid Schedule Expression ${text}.`);
  if (expression.kind === 'cron' && StartDate !== undefined && StartDate < now - START_DATE_GRACE) {
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
  }
  if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate) {
    throw invalid('The EndDate must be later than the StartDate.');
  }
  universalTarget(input.Target);
  return {
    arn: `arn:aws:scheduler:${region}:${account}:schedule/${input.GroupName}/${input.Name}`,
    name: input.Name,
    groupName: input.GroupName,
    description: input.Description,
    text,
    zone,
    expression,
    startDate: StartDate,
    endDate: EndDate,
    state: input.State,
    actionAfterCompletion: input.ActionAfterCompletion,
    target: input.Target,
    createdAt: createdAt ?? new Date(now),
    modifiedAt: new Date(now),
  };
}
