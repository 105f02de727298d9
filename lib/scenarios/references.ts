import { didYouMean } from '../slo/input/nearest';
import { refuse, type ValueType } from '../slo/input/place';
import { oneOf, text } from '../slo/input/value-types';
import type { Clock, Slo } from '../slo/model';

const CLOCKS = ['class', 'real'] as const satisfies readonly Clock['name'][];

export const clockName = oneOf(CLOCKS);

/** The name of an SLO: one of these, where they are known. */
export function sloNameType(slos: readonly Slo[] | undefined): ValueType<string> {
  const name = text("an SLO's name");
  if (!slos) return name;
  const names = slos.map((slo) => slo.name);
  return {
    allowed: names.join(', '),
    read(place) {
      const found = name.read(place);
      if (found === undefined || names.includes(found)) return found;
      return refuse(place, `no SLO has this name${didYouMean(found, names)}; allowed: ${names.join(', ')}`);
    },
  };
}
