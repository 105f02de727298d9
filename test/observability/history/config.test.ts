import { readConfig } from '../../../observability/history/src/config';

describe('the environment of the history container', () => {
  test("nothing said: a month that ends now, in the image's own paths", () => {
    expect(readConfig({})).toEqual({
      settings: { days: 30, seed: 7, rate: 10, traffic: 10 },
      data: '/prometheus',
      slos: '/history/slo',
      made: undefined,
    });
  });

  test('everything said', () => {
    const environment = {
      HISTORY: 'on',
      HISTORY_DAYS: '7',
      HISTORY_SEED: '0',
      HISTORY_RATE: '2',
      HISTORY_TRAFFIC: '20',
      HISTORY_SLOS: '/slo',
      HISTORY_MADE: '/made',
      PROMETHEUS_DATA: '/data',
    };
    expect(readConfig(environment)).toEqual({
      settings: { days: 7, seed: 0, rate: 2, traffic: 20 },
      data: '/data',
      slos: '/slo',
      made: '/made',
    });
  });

  test('the last hours are as busy as the month when nobody says otherwise', () => {
    expect(readConfig({ HISTORY_RATE: '3' }).settings).toMatchObject({ rate: 3, traffic: 3 });
  });

  test('no history', () => {
    expect(readConfig({ HISTORY: 'off' }).settings).toBeUndefined();
  });

  test.each([
    [{ HISTORY: 'false' }, 'HISTORY is "false"; allowed: on, off'],
    [{ HISTORY_DAYS: '60' }, 'HISTORY_DAYS is "60"; allowed: a whole number from 7 to 59'],
    [{ HISTORY_SEED: '-1' }, 'HISTORY_SEED is "-1"; allowed: a whole number from 0 to 2147483648'],
    [{ HISTORY_RATE: '1.5' }, 'HISTORY_RATE is "1.5"; allowed: a whole number from 1 to 1000'],
    [{ HISTORY_TRAFFIC: 'many' }, 'HISTORY_TRAFFIC is "many"; allowed: a whole number from 1 to 1000'],
  ])('fails with %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });
});
