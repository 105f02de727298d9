import { decodeForm } from '../../../lib/local-cloud/http/protocols/query-input';
import { toXml } from '../../../lib/local-cloud/http/protocols/xml';

describe('a query body', () => {
  it('becomes nested lists and members', () => {
    expect(decodeForm('Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.2.Key=c&Name=x%26y')).toEqual({
      Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c' }],
      Name: 'x&y',
    });
  });

  it('in the form of EC2 has lists without a word between', () => {
    expect(decodeForm('Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.1.Value.2=vpc-2')).toEqual({
      Filter: [{ Name: 'vpc-id', Value: ['vpc-1', 'vpc-2'] }],
    });
  });

  it('keeps the order of its numbers, also above nine', () => {
    const body = Array.from({ length: 12 }, (_, i) => `L.member.${i + 1}=${i + 1}`).reverse();
    expect(decodeForm(body.join('&')).L).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
  });
});

describe('an XML answer', () => {
  it('escapes text, wraps list items and leaves undefined out', () => {
    const value = { A: '<&>"', B: [{ C: 1 }, { C: 2 }], D: undefined, E: new Date(0), F: false };
    expect(toXml('R', value, 'member')).toBe(
      '<R><A>&lt;&amp;&gt;&quot;</A><B><member><C>1</C></member><member><C>2</C></member></B>' +
        '<E>1970-01-01T00:00:00.000Z</E><F>false</F></R>',
    );
  });

  it('replaces characters that XML cannot carry', () => {
    expect(toXml('R', 'a\u0000b', 'item')).toBe('<R>a�b</R>');
  });
});
