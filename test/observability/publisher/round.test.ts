import type { Answer } from '../../../observability/publisher/src/ask-prometheus';
import { createRound } from '../../../observability/publisher/src/round';

const ANSWER: Answer = { value: 3.2, time: new Date(1_000) };

describe('a round of the publisher', () => {
  const published: Answer[] = [];
  const said: [string, string, object][] = [];
  let ask: () => Promise<Answer | undefined>;
  let takes: () => Promise<void>;
  const round = () => createdRound();
  let createdRound: () => Promise<void>;
  beforeEach(() => {
    published.length = 0;
    said.length = 0;
    ask = async () => ANSWER;
    takes = async () => {};
    createdRound = createRound({
      ask: () => ask(),
      publish: async (answer) => {
        await takes();
        published.push(answer);
      },
      say: (...line) => said.push(line),
    });
  });

  test('publishes what Prometheus answers, and says nothing while all goes well', async () => {
    await round();
    await round();
    expect(published).toEqual([ANSWER, ANSWER]);
    expect(said).toEqual([]);
  });

  test('publishes nothing when there is no burn rate: 0 would say that all is well', async () => {
    ask = async () => undefined;
    await round();
    await round();
    expect(published).toEqual([]);
    expect(said).toEqual([['warn', 'Prometheus has no burn rate yet', {}]]);
  });

  test('tells a failure once when it begins and once when it ends, with the cause, and goes on', async () => {
    ask = async () => {
      throw new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9090') });
    };
    await round();
    await round();
    ask = async () => ANSWER;
    await round();
    expect(published).toEqual([ANSWER]);
    expect(said).toEqual([
      ['warn', 'Prometheus cannot be asked', { reason: 'fetch failed: connect ECONNREFUSED 127.0.0.1:9090' }],
      ['info', 'publishing', { value: 3.2 }],
    ]);
  });

  test('tells apart what CloudWatch refuses', async () => {
    takes = async () => {
      throw new Error('not authorized to perform: cloudwatch:PutMetricData');
    };
    await round();
    expect(said).toEqual([
      [
        'warn',
        'CloudWatch does not take the metric',
        { reason: 'not authorized to perform: cloudwatch:PutMetricData' },
      ],
    ]);
  });
});
