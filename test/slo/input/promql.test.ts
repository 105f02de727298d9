import { checkBalanced, checkSelector } from '../../../lib/slo/input/promql';

describe('checkSelector', () => {
  it.each([
    'up',
    'job:requests:rate5m',
    'requests_total{}',
    'requests_total{code="200"}',
    `requests_total { code =~ "5..", route != 'a"b', path!~\`\\d+\`, }`,
    '{__name__="up"}',
    'x{a="\\"}"}',
  ])('takes %s', (query) => {
    expect(checkSelector(query)).toBeUndefined();
  });

  it.each([
    ['', `expected a metric's name at character 1, found the end`],
    ['{}', `expected a metric's name at character 3, found the end`],
    ['5xx_total', `expected a metric's name at character 1, found "5xx_total"`],
    ['up[5m]', 'expected the end at character 3, found "[5m]"'],
    ['up offset 5m', 'expected the end at character 4, found "offset 5m"'],
    ['a + b', 'expected the end at character 3, found "+ b"'],
    ['up{', `expected a label's name or } at character 4, found the end`],
    ['up{job}', 'expected =, !=, =~ or !~ at character 7, found "}"'],
    ['up{job="a', 'expected a text in quotes at character 8, found ""a"'],
    ['up{job="a" x="b"}', 'expected a comma or } at character 12, found "x="b"}"'],
    ['up{,}', `expected a label's name or } at character 4, found ",}"`],
  ])('refuses %s', (query, sentence) => {
    expect(checkSelector(query)).toBe(sentence);
  });
});

describe('checkBalanced', () => {
  it.each(['sum(rate(x{a=")"}[5m])) / 2', 'a # (\n + b', "x{a='('}"])('takes %s', (query) => {
    expect(checkBalanced(query)).toBeUndefined();
  });

  it.each([
    ['', 'it is empty'],
    ['sum(x', 'the ( at character 4 is never closed'],
    ['sum(x))', 'the ) at character 7 closes nothing'],
    ['sum(x]', 'the ] at character 6 closes nothing'],
    ['x{a="b}', 'the " at character 5 is never closed'],
  ])('refuses %s', (query, sentence) => {
    expect(checkBalanced(query)).toBe(sentence);
  });
});
