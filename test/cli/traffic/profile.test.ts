import { arrivalsOf, evenGaps, poissonGaps, segmentsOf, type Profile } from '../../../lib/cli/traffic/profile';
import { parseSpike } from '../../../lib/cli/traffic/spike';

/** All arrivals, in seconds. */
function arrivals(profile: Partial<Profile>, gaps = evenGaps()): number[] {
  const next = arrivalsOf(segmentsOf({ rate: 10, rampSeconds: 0, spikes: [], seconds: 10, ...profile }), gaps);
  const times: number[] = [];
  for (let time = next(); time !== undefined; time = next()) times.push(time / 1000);
  return times;
}

const between = (times: readonly number[], from: number, to: number) =>
  times.filter((time) => time >= from && time < to).length;

describe('arrivals', () => {
  it('are evenly apart, and as many as the rate says', () => {
    const times = arrivals({ rate: 4, seconds: 2 });
    expect(times).toEqual([0.125, 0.375, 0.625, 0.875, 1.125, 1.375, 1.625, 1.875]);
  });

  it('climb evenly in a ramp: half of the rate on average, a quarter of them in its first half', () => {
    const times = arrivals({ rate: 100, rampSeconds: 4, seconds: 6 });
    expect(between(times, 0, 4)).toBe(200);
    expect(between(times, 0, 2)).toBe(50);
    expect(between(times, 4, 6)).toBe(200);
  });

  it('have the rate of a spike while it lasts, also within a ramp, and go on as before', () => {
    const spikes = [
      { at: 1, rate: 300, for: 1 },
      { at: 6, rate: 50, for: 2 },
    ];
    const times = arrivals({ rate: 100, rampSeconds: 4, seconds: 10, spikes });
    const aboutAsMany = (from: number, to: number, count: number) =>
      expect(Math.abs(between(times, from, to) - count)).toBeLessThanOrEqual(1);
    aboutAsMany(1, 2, 300);
    // The integral of the ramp from 2 to 4 s: (50 + 100) ÷ 2 · 2.
    aboutAsMany(2, 4, 150);
    aboutAsMany(6, 8, 100);
    aboutAsMany(8, 10, 200);
    expect(times.every((time, index) => index === 0 || time >= times[index - 1]!)).toBe(true);
  });

  it('end with the profile, in the middle of a ramp or of a spike', () => {
    expect(arrivals({ rate: 100, rampSeconds: 8, seconds: 4 })).toHaveLength(100);
    expect(arrivals({ rate: 10, seconds: 4, spikes: [{ at: 3, rate: 100, for: 60 }] })).toHaveLength(130);
  });

  it('go on for ever without an end', () => {
    const next = arrivalsOf(segmentsOf({ rate: 1000, rampSeconds: 0, spikes: [], seconds: Infinity }), evenGaps());
    let last = 0;
    for (let count = 0; count < 100_000; count += 1) last = next()!;
    expect(last).toBeCloseTo(99_999.5, 3);
  });

  it('of independent users have about the rate, and gaps with a standard deviation as large as their mean', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const times = arrivals({ rate: 100, seconds: 100 }, poissonGaps(random));
    expect(Math.abs(times.length - 10_000)).toBeLessThan(300);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
  });
});

describe('spikes', () => {
  it('are read in any order, one after the other', () => {
    const first = parseSpike('at=1m,rate=200,for=20s');
    expect(parseSpike('for=1.5m,at=5m,rate=0.5', first)).toEqual([
      { at: 60, rate: 200, for: 20 },
      { at: 300, rate: 0.5, for: 90 },
    ]);
  });

  it.each(['', 'at=1m', 'at=1m,rate=0,for=20s', 'at=1m,rate=many,for=20s', 'at=1m,rate=200,for=20s,x=1'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseSpike(text)).toThrow(
        `--spike is "${text}"; allowed: when, how strong and how long, such as at=1m,rate=200,for=20s`,
      );
    },
  );

  it('refuses a time that is none', () => {
    expect(() => parseSpike('at=soon,rate=2,for=20s')).toThrow(
      '--spike at is "soon"; allowed: up to 30d, such as 90s, 10m, 2h or 1d',
    );
  });

  it('refuses one that never comes, and two at once', () => {
    const profile = { rate: 1, rampSeconds: 0, seconds: 60 };
    expect(() => segmentsOf({ ...profile, spikes: [{ at: 60, rate: 5, for: 1 }] })).toThrow(
      '--spike at=60s begins after the end of the traffic; allowed: before 60s, or a longer --for',
    );
    const spikes = [
      { at: 20, rate: 5, for: 1 },
      { at: 10, rate: 5, for: 11 },
    ];
    expect(() => segmentsOf({ ...profile, spikes })).toThrow(
      'the spike at 20s begins while the one at 10s still lasts; allowed: spikes one after the other',
    );
  });
});
