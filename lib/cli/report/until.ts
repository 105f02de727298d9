import { LabError } from '../../model/errors';

/** Reads the end of a report: a time of day here that is over, or a date and time. Milliseconds since 1970. */
export function untilFrom(text: string, now: number): number {
  const time = timeOf(text, now);
  if (Number.isNaN(time)) {
    throw new LabError(
      'InvalidArgument',
      `--until is "${text}"; allowed: a time of day here, such as 14:30, or a date and time, such as 2026-11-21T14:30 or 2026-11-21T13:30Z`,
    );
  }
  if (time > now) {
    throw new LabError(
      'InvalidArgument',
      `--until is "${text}", which is ${new Date(time).toISOString()} and has not come yet; leave it out for a report until now`,
    );
  }
  return time;
}

function timeOf(text: string, now: number): number {
  const [, hours = '', minutes = '', seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  if (hours !== '' && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60) {
    const time = new Date(now);
    time.setHours(Number(hours), Number(minutes), Number(seconds), 0);
    // A time of day that has not come yet was yesterday's.
    if (time.getTime() > now) time.setDate(time.getDate() - 1);
    return time.getTime();
  }
  const isDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.test(text);
  return new Date(isDate ? text : Number.NaN).getTime();
}
