import { playIncident } from '../../lib/slo/incident';
import { LAB_SAMPLING } from '../../lib/model/sampling';
import { explain } from '../../lib/slo/explain';
import { AVAILABILITY, QUALITY } from './_slos';

const INCIDENT = { errorRatio: 0.05, seconds: 600, eventsPerSecond: 10, historySeconds: undefined };

describe('a simulated incident', () => {
  test('says which alerts fire when, and until when: 5 % for ten minutes', () => {
    const { alerts } = playIncident(AVAILABILITY, INCIDENT, LAB_SAMPLING);
    const ofClass = alerts.filter(({ clock }) => clock === 'class');
    expect(
      ofClass.map(({ tier, firesAfterSeconds, resetsAfterFixSeconds }) => [
        tier,
        firesAfterSeconds,
        resetsAfterFixSeconds,
      ]),
    ).toEqual([
      ['page-fast', undefined, undefined],
      // The short window of 20 s is below 3 % after 10 s, and 30 s more are kept.
      ['page-slow', 110, 40],
      ['ticket-fast', 145, 30],
      ['ticket-slow', 185, 60],
    ]);
  });

  test('costs what it takes of the period: 5 % for ten minutes are half a minute of errors', () => {
    expect(playIncident(AVAILABILITY, INCIDENT, LAB_SAMPLING).costs).toEqual([
      { clock: 'real', objective: '99%', share: expect.closeTo(30 / 25_920, 6) },
      { clock: 'class', objective: '99%', share: expect.closeTo(30 / 36, 6) },
      { clock: 'real', objective: '99.9%', share: expect.closeTo(30 / 2_592, 6) },
    ]);
  });

  test('is noticed with little traffic too, and three failures are the least', () => {
    const page = (eventsPerSecond: number) =>
      playIncident(AVAILABILITY, { ...INCIDENT, errorRatio: 1, eventsPerSecond }, LAB_SAMPLING).alerts.find(
        ({ clock, tier }) => clock === 'class' && tier === 'page-fast',
      )?.firesAfterSeconds;
    expect(page(10)).toBe(5);
    expect(page(0.1)).toBe(30);
  });

  test('in slices: none of a minute that is partly bad is good', () => {
    const { alerts } = playIncident(QUALITY, { ...INCIDENT, errorRatio: 1, seconds: 4 * 3600 }, LAB_SAMPLING);
    // 6 × 10 % of six hours.
    expect(alerts[0]).toMatchObject({ tier: 'page-slow', firesAfterSeconds: 217 * 60 });
  });
});

describe('the explanation of an SLO', () => {
  test('has the arithmetic of the SRE Workbook', () => {
    const { objectives } = explain(AVAILABILITY, 10, LAB_SAMPLING);
    const [, ofClass, ofNines] = objectives;
    expect(ofClass).toMatchObject({ clock: 'class', budget: 0.01, allowedBad: 360, events: 36_000, outageSeconds: 36 });
    expect(ofNines?.tiers[0]).toMatchObject({
      burnRate: 14.4,
      budgetShare: 0.02,
      threshold: 0.0144,
      firesAfter: [
        { errorRatio: 1, seconds: 51.84 },
        { errorRatio: 0.2, seconds: 259.2 },
        { errorRatio: 0.1, seconds: 518.4 },
        { errorRatio: 0.05, seconds: 1036.8 },
        { errorRatio: 0.02, seconds: 2592 },
      ],
    });
    expect(ofClass?.tiers.map(({ eventsPerSecondNeeded }) => eventsPerSecondNeeded)).toEqual([4.2, 8.4, 8.4, 6.7]);
  });

  test('never has a tier fire that cannot', () => {
    const [real] = explain(AVAILABILITY, 10, LAB_SAMPLING).objectives;
    expect(real?.tiers[0]?.firesAfter.map(({ seconds }) => seconds !== undefined)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
