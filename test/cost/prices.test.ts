import { FREE } from '../../lib/cost/free';
import { PRICES, PRICES_AS_OF, type Price } from '../../lib/cost/prices';
import { RULES } from '../../lib/cost/rules/index';

describe('the price table', () => {
  it.each(Object.entries<Price>(PRICES))('%s has a figure, a page of AWS and a day', (_name, price) => {
    expect(price.usd).toBeGreaterThan(0);
    expect(new URL(price.page).host).toBe('aws.amazon.com');
    expect(price.on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Date.parse(price.on)).toBeLessThanOrEqual(Date.parse(PRICES_AS_OF));
    expect(new URL(price.readAt ?? price.page).protocol).toBe('https:');
  });

  it('has no type that is free and has a price', () => {
    expect(Object.keys(RULES).filter((type) => Object.hasOwn(FREE, type))).toEqual([]);
  });
});
