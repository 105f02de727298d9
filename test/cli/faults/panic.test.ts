import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endEveryFault, isCalm, patientFaultsApi, type PanicReport } from '../../../lib/cli/faults/panic';
import { faultsApi, type FaultsApi } from '../../../lib/cli/faults/faults-api';
import { formatFault } from '../../../lib/cli/format/fault';
import { PLAIN } from '../../../lib/cli/format/style';
import { LabError } from '../../../lib/model/errors';
import { type RunningService, startService } from '../../app/_helpers/running-service';
import { app, task } from '../snapshot/lab-snapshots';

/** The faults of tasks, by their address. */
function tasksWith(faults: Record<string, string[] | Error>): (url: string) => FaultsApi {
  return (url) => {
    const host = new URL(url).hostname;
    const own = () => {
      const found = faults[host];
      if (found === undefined || found instanceof Error) throw found ?? new Error(`nobody at ${host}`);
      return found;
    };
    return {
      list: async () => own().map((id) => ({ id }) as Awaited<ReturnType<FaultsApi['list']>>[number]),
      put: () => Promise.reject(new Error('nobody sets one')),
      remove: async () => own().splice(0),
    };
  };
}

const at = (id: string, publicAddress: string | null, lastStatus = 'RUNNING') =>
  task(id, '10.0.0.5', { publicAddress, lastStatus });

describe('the panic button', () => {
  it('ends every fault of every task, and asks again whether there is none', async () => {
    const faults = { '127.0.9.1': ['error-all', 'cpu'], '127.0.9.2': ['stale'] };
    const ended = await endEveryFault([app([at('aaaa', '127.0.9.1'), at('bbbb', '127.0.9.2')])], tasksWith(faults));
    expect(ended).toEqual({
      removed: [
        { task: 'aaaa', id: 'error-all' },
        { task: 'aaaa', id: 'cpu' },
        { task: 'bbbb', id: 'stale' },
      ],
      remaining: [],
      unanswered: [],
    });
  });

  it('goes on when a task does not answer, and says which', async () => {
    const faults = { '127.0.9.1': new Error('connect ECONNREFUSED'), '127.0.9.2': ['stale'] };
    const tasks = [
      at('aaaa', '127.0.9.1'),
      at('bbbb', '127.0.9.2'),
      at('cccc', null, 'PENDING'),
      at('dddd', '127.0.9.4', 'STOPPING'),
    ];
    const ended = await endEveryFault([app(tasks)], tasksWith(faults));
    expect(ended).toEqual({
      removed: [{ task: 'bbbb', id: 'stale' }],
      remaining: [],
      unanswered: [
        { task: 'aaaa', why: 'connect ECONNREFUSED' },
        { task: 'cccc', why: 'it has no address yet (PENDING)' },
      ],
    });
    expect(isCalm({ ...ended, scenarios: [] })).toBe(false);
  });

  it('says which fault is on again, since somebody sets it', async () => {
    const again: (url: string) => FaultsApi = (url) => ({
      ...tasksWith({ '127.0.9.1': ['cpu'] })(url),
      remove: async () => ['cpu'],
    });
    const { remaining } = await endEveryFault([app([at('aaaa', '127.0.9.1')])], again);
    expect(remaining).toEqual([{ task: 'aaaa', id: 'cpu' }]);
  });

  it('fails with one sentence where no task would let it', async () => {
    const refused = new LabError('WrongToken', 'the app wants its chaos token');
    const faults = { '127.0.9.1': refused };
    await expect(endEveryFault([app([at('aaaa', '127.0.9.1')])], tasksWith(faults))).rejects.toThrow(refused);
  });

  it('has nothing to end in a lab without tasks', async () => {
    expect(await endEveryFault([app([])], tasksWith({}))).toEqual({ removed: [], remaining: [], unanswered: [] });
  });
});

describe('the panic button and the real app', () => {
  let service: RunningService;
  let hanging: Server;
  const sockets: { destroy(): void }[] = [];
  beforeAll(async () => {
    service = await startService();
    hanging = createServer(() => {}).on('connection', (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    sockets.forEach((socket) => socket.destroy());
    hanging.close();
    service.close();
  });

  it('ends faults of every kind and owner, also those that keep the app from answering at once', async () => {
    const api = faultsApi(service.url, undefined);
    await api.put({ type: 'error', ratio: 1, owner: 'ana' });
    await api.put({ type: 'event_loop', blockMs: 300, everyMs: 400 });
    await api.put({ type: 'readiness' });
    const ended = await endEveryFault([app([at('aaaa', '127.0.0.1')])], () => patientFaultsApi(undefined)(service.url));
    expect(ended.removed.map(({ id }) => id)).toEqual(['error-all-ana', 'event-loop', 'readiness']);
    expect(ended).toMatchObject({ remaining: [], unanswered: [] });
    expect(await api.list()).toEqual([]);
  });

  it('does not wait for ever for a task that hangs', async () => {
    const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    const { unanswered } = await endEveryFault([app([at('aaaa', '127.0.0.1')])], () => faultsApi(url, undefined, 200));
    expect(unanswered).toEqual([{ task: 'aaaa', why: expect.stringContaining('no answer from the app at') as string }]);
  });
});

describe('the text of the panic button', () => {
  const report: PanicReport = { kind: 'panic', removed: [], remaining: [], unanswered: [], scenarios: [] };

  it('says that there is none, and always what it does not touch', () => {
    const text = formatFault(report, PLAIN);
    expect(text).toContain('✓ There was no fault.');
    expect(text).toContain('Not touched: traffic ("npx lab traffic", the console)');
  });

  it('says what is over, what is not and what to do then', () => {
    const text = formatFault(
      {
        ...report,
        removed: [{ task: 'aaaaaaaabbbb', id: 'error-all' }],
        remaining: [{ task: 'aaaaaaaabbbb', id: 'cpu' }],
        unanswered: [{ task: 'ccccccccdddd', why: 'no answer' }],
        scenarios: [{ isRestored: true, said: ['the run (pid 12) was stopped'] }],
      },
      PLAIN,
    );
    expect(text.split('\n').slice(0, 4)).toEqual([
      '✓ error-all is over in task aaaaaaaa',
      '✓ scenario: the run (pid 12) was stopped',
      '✗ cpu is on again in task aaaaaaaa: somebody sets it; once more ends it',
      '✗ task cccccccc: no answer; "npx lab stop-task --task cccccccc" replaces it, and its faults go with it',
    ]);
    expect(text).not.toContain('No fault is active any more');
  });
});
