import { EventEmitter } from 'node:events';
import { createLogsApi, type EventFilter, type LogEvent, type LogsApi } from '../../../lib/aws/logs-api';
import { logs } from '../../../lib/cli/commands/logs';
import { PLAIN } from '../../../lib/cli/format/style';
import { chooseGroups } from '../../../lib/cli/logs/choose-groups';
import { createFollower, MOST_EVENTS, readLogs } from '../../../lib/cli/logs/read-logs';
import { poll } from '../../../lib/cli/poll';
import { LabError } from '../../../lib/model/errors';
import { fakeContext } from '../fake-host';
import { temporaryFolder } from '../temporary-folder';

jest.mock('../../../lib/aws/logs-api');

const folder = temporaryFolder();
const GROUPS = ['/SreSloLab/app', '/SreSloLab/prometheus', '/SreSloLab/grafana'];
const TEN = Date.parse('2026-11-20T10:00:00Z');

/** CloudWatch Logs over events that a test adds to; it does not know filter patterns. */
function fakeApi(events: Record<string, LogEvent[]>, groups = GROUPS): LogsApi & { readonly asked: EventFilter[] } {
  const asked: EventFilter[] = [];
  return {
    asked,
    logGroups: async (prefix) => groups.filter((group) => group.startsWith(prefix)),
    events: async (filter) => {
      asked.push(filter);
      const all = (events[filter.group] ?? []).filter(({ timestamp }) => timestamp >= filter.since);
      return all.slice(0, filter.limit);
    },
  };
}

function event(seconds: number, message: string, id = message): LogEvent {
  return { id, stream: 'app/app/3f2a', timestamp: TEN + seconds * 1000, message };
}

describe('which logs are meant', () => {
  it.each([
    [undefined, GROUPS],
    ['app', ['/SreSloLab/app']],
    ['sre-app-service', ['/SreSloLab/app']],
    ['sre-observability-service', ['/SreSloLab/prometheus', '/SreSloLab/grafana']],
  ])('by %s', (word, groups) => {
    expect(chooseGroups(GROUPS, word)).toEqual(groups);
  });

  it('fails on a name that none has, and says which there are', () => {
    expect(() => chooseGroups(GROUPS, 'nginx')).toThrow(
      'this lab has no log of "nginx"; it has app, prometheus, grafana, sre-app-service, sre-observability-service',
    );
  });

  it("says where the app's log is when it goes to Loki", () => {
    expect(() => chooseGroups(GROUPS.slice(1), 'app')).toThrow(
      /; a lab of -c logs=loki has the app's log in Grafana, Explore, and not in CloudWatch$/,
    );
  });
});

describe('reading logs', () => {
  it('puts the lines of all containers in order, with the container and the task', async () => {
    const api = fakeApi({
      '/SreSloLab/app': [event(1, 'one\n'), event(3, 'three')],
      '/SreSloLab/grafana': [event(2, 'two')],
    });
    expect(await readLogs(api, { groups: GROUPS, since: TEN })).toEqual({
      lines: [
        { time: '2026-11-20T10:00:01.000Z', container: 'app', task: '3f2a', message: 'one' },
        { time: '2026-11-20T10:00:02.000Z', container: 'grafana', task: '3f2a', message: 'two' },
        { time: '2026-11-20T10:00:03.000Z', container: 'app', task: '3f2a', message: 'three' },
      ],
      cut: [],
    });
  });

  it.each([
    ['two words', '"two words"'],
    ['"level":"error"', undefined],
    ['back\\slash', undefined],
  ])('looks for %s, there when a pattern can say it, here in any case', async (grep, pattern) => {
    const api = fakeApi({ '/SreSloLab/app': [event(1, `has ${grep}.`), event(2, 'has not')] });
    const { lines } = await readLogs(api, { groups: ['/SreSloLab/app'], since: TEN, grep });
    expect(lines.map(({ message }) => message)).toEqual([`has ${grep}.`]);
    expect(api.asked).toMatchObject([{ pattern }]);
  });

  it('says of which container there is more than it reads', async () => {
    const many = Array.from({ length: MOST_EVENTS + 1 }, (_, index) => event(index, 'line', String(index)));
    const { lines, cut } = await readLogs(fakeApi({ '/SreSloLab/app': many }), { groups: GROUPS, since: TEN });
    expect(lines).toHaveLength(MOST_EVENTS);
    expect(cut).toEqual(['app']);
  });
});

describe('following logs', () => {
  it('tells each line once, also one that comes late, and two of one moment', async () => {
    const app = [event(1, 'one')];
    const follower = createFollower(fakeApi({ '/SreSloLab/app': app }), { groups: GROUPS, since: TEN });
    const next = async () => (await follower.next()).map(({ message }) => message);
    expect(await next()).toEqual(['one']);
    expect(await next()).toEqual([]);
    app.push(event(20, 'b'), event(20, 'b', 'other'));
    expect(await next()).toEqual(['b', 'b']);
    app.push(event(15, 'late'));
    expect(await next()).toEqual(['late']);
    expect(await next()).toEqual([]);
  });

  it('asks for what is new, and not for everything again', async () => {
    const api = fakeApi({ '/SreSloLab/app': [event(3600, 'new')] });
    const follower = createFollower(api, { groups: ['/SreSloLab/app'], since: TEN });
    await follower.next();
    await follower.next();
    expect(api.asked.map(({ since }) => since)).toEqual([TEN, TEN + 3_590_000]);
  });
});

describe('lab logs', () => {
  const events: Record<string, LogEvent[]> = {};
  const signals = new EventEmitter();
  const context = () => fakeContext({ root: folder(), environment: { AWS_ENDPOINT_URL: 'http://x' }, signals });
  const now = (message: string): LogEvent => ({ id: message, stream: 'app/app/3f2a', timestamp: Date.now(), message });
  beforeEach(() => {
    for (const group of GROUPS) events[group] = [];
    jest.mocked(createLogsApi).mockResolvedValue(fakeApi(events));
  });

  it('prints time, container and message, and nothing that steers the terminal', async () => {
    events['/SreSloLab/app'] = [{ ...now('\u001B[31mred\u001B[0m'), timestamp: Date.now() - 1000 }];
    const { data } = await logs.run(context(), { since: 600 });
    const [time = ''] = [data.lines[0]?.time];
    expect(logs.format(data, PLAIN)).toBe(`${time.slice(11, -1)}  app           red`);
  });

  it('says since when there is nothing, and where there is more', () => {
    const report = { lines: [], cut: [], since: '2026-11-20T10:00:00.000Z', following: false };
    expect(logs.format(report, PLAIN)).toBe('nothing since 2026-11-20T10:00:00.000Z; --since 1h looks further back');
    expect(logs.format({ ...report, following: true }, PLAIN)).toBe('');
    expect(logs.format({ ...report, following: true, cut: ['app'] }, PLAIN)).toBe(
      'app: there is more; ask for less with --since or --grep',
    );
  });

  it('follows until Ctrl-C, which is how it ends well', async () => {
    events['/SreSloLab/app']!.push(now('first'));
    const on = context();
    const { data, foreground } = await logs.run(on, { since: 600, follow: true });
    expect(data.lines.map(({ message }) => message)).toEqual(['first']);
    const ended = foreground!();
    events['/SreSloLab/app']!.push(now('second'));
    await poll(() => (on.lines.length > 0 ? true : undefined), {
      timeoutMs: 5_000,
      tooLate: () => new LabError('TooLate', 'nothing was followed'),
    });
    expect(on.lines).toEqual([expect.stringMatching(/ app +second$/)]);
    signals.emit('SIGINT', 'SIGINT');
    expect(await ended).toBe(0);
    expect(signals.eventNames()).toEqual([]);
  });

  it('fails where there is no lab', async () => {
    jest.mocked(createLogsApi).mockResolvedValue(fakeApi(events, []));
    await expect(logs.run(context(), { since: 600, target: 'aws', lab: 'team-3' })).rejects.toThrow(
      'there is no lab (cluster SreSloLab-team-3) at http://x',
    );
  });

  it('fails on JSON without an end', async () => {
    await expect(logs.run(context(), { since: 600, follow: true, json: true })).rejects.toMatchObject({
      code: 'InvalidArgument',
      message: '--follow and --json exclude each other: JSON is printed once, as a whole',
    });
  });
});
