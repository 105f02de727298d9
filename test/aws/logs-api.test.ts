import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logsApiOf } from '../../lib/aws/logs-api';

/** A client whose answers come one after the other. */
function pagedClient(pages: readonly object[]) {
  const asked: object[] = [];
  const client = {
    send: async ({ input }: { input: object }) => {
      asked.push(input);
      return pages[asked.length - 1];
    },
  };
  return { asked, client: client as unknown as CloudWatchLogsClient };
}

const event = (eventId: string) => ({ eventId, logStreamName: 'app/app/1', timestamp: 1, message: eventId });

describe('CloudWatch Logs by the SDK', () => {
  test('reads all pages of events, also after one that is empty', async () => {
    const { client, asked } = pagedClient([
      { events: [event('a')], nextToken: '1' },
      { events: [], nextToken: '2' },
      { events: [event('b')] },
    ]);
    const found = await logsApiOf(client, {}).events({ group: 'g', since: 7, pattern: '"x"', limit: 10 });
    expect(found).toEqual(['a', 'b'].map((id) => ({ id, stream: 'app/app/1', timestamp: 1, message: id })));
    expect(asked).toEqual([
      { logGroupName: 'g', startTime: 7, filterPattern: '"x"' },
      { logGroupName: 'g', startTime: 7, filterPattern: '"x"', nextToken: '1' },
      { logGroupName: 'g', startTime: 7, filterPattern: '"x"', nextToken: '2' },
    ]);
  });

  test('reads no page more than the limit wants', async () => {
    const { client, asked } = pagedClient([{ events: [event('a'), event('b'), event('c')], nextToken: '1' }]);
    const found = await logsApiOf(client, {}).events({ group: 'g', since: 0, limit: 2 });
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(asked).toHaveLength(1);
  });

  test('reads all pages of log groups', async () => {
    const { client } = pagedClient([
      { logGroups: [{ logGroupName: '/a/b' }], nextToken: '1' },
      { logGroups: [{ logGroupName: '/a/c' }] },
    ]);
    expect(await logsApiOf(client, {}).logGroups('/a/')).toEqual(['/a/b', '/a/c']);
  });
});
