import { known, unknown } from '../../lib/report/known';
import { meansOf, measuresOf, type Moments } from '../../lib/report/measures';

const MOMENTS: Moments = {
  injected: known(100),
  firstBad: known(102),
  pending: unknown('no alert waits'),
  firing: known(120),
  acknowledged: known(150),
  cleared: known(200),
  lastBad: known(205),
  resolved: known(260),
};

describe('the times of an incident', () => {
  it('count from the injection: to the first alert, and to the last bad request', () => {
    expect(measuresOf(MOMENTS)).toEqual({ detect: known(20), acknowledge: known(30), recover: known(105) });
  });

  it('count from the first bad request when nobody injected anything', () => {
    expect(measuresOf({ ...MOMENTS, injected: unknown('nothing was injected') })).toMatchObject({
      detect: known(18),
      recover: known(103),
    });
  });

  it('are unknown for the reason of the moment that is', () => {
    const nobody = unknown('nobody acknowledged it');
    expect(measuresOf({ ...MOMENTS, acknowledged: nobody }).acknowledge).toBe(nobody);
    const silent = unknown('no alert fired');
    expect(measuresOf({ ...MOMENTS, firing: silent })).toMatchObject({ detect: silent, acknowledge: silent });
    const going = unknown('it goes on');
    expect(measuresOf({ ...MOMENTS, lastBad: going }).recover).toBe(going);
    const quiet = { ...MOMENTS, injected: unknown('a'), firstBad: unknown('nothing failed') };
    expect(measuresOf(quiet).detect).toEqual(unknown('nothing failed'));
  });

  it('are never below 0: a scrape may see the fault after the evaluation that saw what it did', () => {
    expect(measuresOf({ ...MOMENTS, firing: known(99) }).detect).toEqual(known(0));
  });
});

describe('the means over several incidents', () => {
  const one = measuresOf(MOMENTS);

  it('are those of the incidents in which the time is known', () => {
    const other = measuresOf({ ...MOMENTS, firing: known(140), acknowledged: unknown('nobody') });
    expect(meansOf([one, other])).toEqual({ detect: known(30), acknowledge: known(30), recover: known(105) });
  });

  it('say why there is none', () => {
    const silent = measuresOf({ ...MOMENTS, firing: unknown('no alert fired') });
    expect(meansOf([]).detect).toEqual(unknown('there was no incident'));
    expect(meansOf([silent]).detect).toEqual(unknown('no alert fired'));
    expect(meansOf([silent, silent]).detect).toEqual(unknown('it is known of none of the incidents'));
  });
});
