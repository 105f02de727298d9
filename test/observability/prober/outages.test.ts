import { createOutageLog } from '../../../observability/prober/src/outages';

test('an outage is told when it begins, when its reason changes, and when it is over', () => {
  const told: unknown[] = [];
  const tell = createOutageLog((level, message, fields) => told.push({ level, message, ...fields }));
  const fail = (reason: 'refused' | 'no_address') =>
    tell({ seconds: 0, failure: { reason, detail: `it was ${reason}` } });
  tell({ seconds: 0 });
  fail('refused');
  fail('refused');
  fail('no_address');
  tell({ seconds: 0 });
  tell({ seconds: 0 });
  fail('refused');
  const begun = (reason: string) => ({
    level: 'warn',
    message: 'the service does not answer from outside',
    reason,
    detail: `it was ${reason}`,
  });
  expect(told).toEqual([
    begun('refused'),
    begun('no_address'),
    { level: 'info', message: 'the service answers from outside again', failedProbes: 3 },
    begun('refused'),
  ]);
});
