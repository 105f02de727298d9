import { growthsOf, grownWithin, merged, stretchesOf, valueAt } from '../../lib/report/series';

const points = (...pairs: [number, number][]) => ({ points: pairs });

describe('stretches of a series', () => {
  it('begin and end where its points do', () => {
    expect(stretchesOf(points([0, 1], [5, 1], [30, 1], [35, 1]), 5, [])).toEqual([
      { from: 0, to: 5 },
      { from: 30, to: 35 },
    ]);
  });

  it('end where the value says so, and begin again', () => {
    const series = points([0, 0], [5, 2], [10, 3], [15, 0], [20, 1]);
    expect(stretchesOf(series, 5, [], (value) => value > 0)).toEqual([
      { from: 5, to: 10 },
      { from: 20, to: 20 },
    ]);
  });

  it('go on over a gap of the observer, and not over another one', () => {
    const series = points([0, 1], [5, 1], [60, 1], [65, 1]);
    expect(stretchesOf(series, 5, [{ from: 5, to: 60 }])).toEqual([{ from: 0, to: 65 }]);
    expect(stretchesOf(series, 5, [{ from: 20, to: 30 }])).toHaveLength(2);
  });

  it('are none of a series without points', () => {
    expect(stretchesOf(points(), 5, [])).toEqual([]);
  });

  it('are merged when little time lies between them, in whatever order they come', () => {
    const stretches = [
      { from: 100, to: 110 },
      { from: 0, to: 50 },
      { from: 10, to: 20 },
    ];
    expect(merged(stretches, 50)).toEqual([{ from: 0, to: 110 }]);
    expect(merged(stretches, 49)).toEqual([
      { from: 0, to: 50 },
      { from: 100, to: 110 },
    ]);
  });
});

describe('what a counter counted', () => {
  it('is what it grew by, without the first value', () => {
    expect(growthsOf(points([0, 7], [5, 7], [10, 9]), Infinity)).toEqual([{ at: 10, by: 2 }]);
  });

  it('is all of the value when the counter began again at 0', () => {
    expect(growthsOf(points([0, 7], [5, 3]), Infinity)).toEqual([{ at: 5, by: 3 }]);
  });

  it('is the first value too of a series that begins late, as that of a new task does', () => {
    expect(growthsOf(points([50, 2], [55, 3]), 10)).toEqual([
      { at: 50, by: 2 },
      { at: 55, by: 1 },
    ]);
    expect(growthsOf(points([50, 2], [55, 3]), Infinity)).toEqual([{ at: 55, by: 1 }]);
  });

  it('is summed up after the beginning of a stretch, up to its end', () => {
    const growths = growthsOf(points([0, 0], [5, 1], [10, 3], [15, 7]), Infinity);
    expect(grownWithin(growths, { from: 5, to: 10 })).toBe(2);
  });
});

describe('a value at a moment', () => {
  it('is the last one before it, unless it is too old', () => {
    const series = points([0, 1], [10, 2]);
    expect([valueAt(series, 9), valueAt(series, 10), valueAt(series, -1), valueAt(series, 400)]).toEqual([
      1,
      2,
      null,
      null,
    ]);
  });
});
