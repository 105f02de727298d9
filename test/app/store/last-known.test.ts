import { LastKnown } from '../../../app/src/store/last-known';

test('it recalls the newest answer to a question', () => {
  const known = new LastKnown(2);
  known.remember('a', { value: 1, readAt: 10 });
  known.remember('a', { value: 2, readAt: 20 });
  expect(known.recall('a')).toEqual({ value: 2, readAt: 20 });
  expect(known.recall('b')).toBeUndefined();
});

test('when it is full, the answer that was given longest ago goes', () => {
  const known = new LastKnown(2);
  for (const question of ['a', 'b', 'a', 'c']) known.remember(question, { value: question, readAt: 0 });
  expect(['a', 'b', 'c'].map((question) => known.recall(question)?.value)).toEqual(['a', undefined, 'c']);
});
