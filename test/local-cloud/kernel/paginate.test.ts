import { AwsError } from '../../../lib/local-cloud/kernel/aws-error';
import { paginate } from '../../../lib/local-cloud/kernel/paginate';

const refuse = () => new AwsError('InvalidToken', 'not ours');
const pageOf = (items: Iterable<number>, token?: string, limit?: number) => paginate(items, { token, limit }, refuse);

test('goes through a list page by page', () => {
  const first = pageOf([1, 2, 3, 4, 5], undefined, 2);
  const second = pageOf([1, 2, 3, 4, 5], first.next, 2);
  const third = pageOf([1, 2, 3, 4, 5], second.next, 2);
  expect([first, second, third].map(({ page }) => page)).toEqual([[1, 2], [3, 4], [5]]);
  expect(third.next).toBeUndefined();
});

test('says that nothing comes next when the last page is full', () => {
  expect(pageOf([1, 2], undefined, 2)).toEqual({ page: [1, 2], next: undefined });
});

test('reads no more of the list than the page and the item that follows', () => {
  let read = 0;
  function* numbers(): Generator<number> {
    for (;;) yield ++read;
  }
  expect(pageOf(numbers()).page).toHaveLength(100);
  expect(read).toBe(101);
});

test('fails for a token that it did not make', () => {
  expect(() => pageOf([1], 'mine')).toThrow('not ours');
});
