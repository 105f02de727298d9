import { readOwner } from '../../../lib/model/context/owner';

describe('-c owner', () => {
  test('is nobody unless somebody is named', () => {
    expect([undefined, 'maria@example.com'].map(readOwner)).toEqual(['unnamed', 'maria@example.com']);
  });

  test.each(['', 'a&b', 7])('fails for %j', (value) => {
    expect(() => readOwner(value)).toThrow(
      `owner is ${JSON.stringify(value)}; allowed: 1 to 128 letters, digits, blanks and _ . : / = + - @, such as -c owner=maria@example.com`,
    );
  });
});
