import { didYouMean, nearest } from '../../../lib/slo/input/nearest';

const WORDS = ['description', 'service', 'indicator', 'indicatorRef'];

describe('nearest', () => {
  it.each([
    ['descripton', 'description'],
    ['dscription', 'description'],
    ['descritpion', 'description'],
    ['Service', 'service'],
    ['servise', 'service'],
    ['indicatorref', 'indicatorRef'],
    ['indicators', 'indicator'],
    ['objectives', undefined],
    ['svc', undefined],
    ['', undefined],
    ['x'.repeat(1000), undefined],
  ])('takes "%s" for %s', (word, meant) => {
    expect(nearest(word, WORDS)).toBe(meant);
  });

  it('asks whether the word was meant', () => {
    expect(didYouMean('servise', WORDS)).toBe('; did you mean "service"?');
    expect(didYouMean('banana', WORDS)).toBe('');
  });
});
