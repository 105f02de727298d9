import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'of another type',
    '  type: Prometheus\n  connectionDetails',
    '  type: Datadog\n  connectionDetails',
    ['+0 spec.type: got Datadog; allowed: Prometheus'],
  ],
  [
    'with connection details cut off after the colon',
    '  connectionDetails:\n    url: http://localhost:9090',
    '  connectionDetails:',
    ['+0 spec.connectionDetails: got nothing; allowed: a map of keys and values'],
  ],
];

describe('a DataSource is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
