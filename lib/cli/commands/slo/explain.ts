import { LAB_SAMPLING } from '../../../model/sampling';
import { explain, type Explanation } from '../../../slo/explain';
import type { Command } from '../../command';
import { formatSloExplain } from '../../format/slo-explain';
import { rateOption } from '../../slo/incident-options';
import { labSlos, sloNamed } from '../../slo/lab-slos';
import { SLO_GROUP } from './group';

interface SloExplainOptions {
  readonly slo: string;
  readonly rate: number;
}

/** `lab slo explain`: the arithmetic behind one SLO's alerts. */
export const sloExplain: Command<SloExplainOptions, Explanation> = {
  name: 'explain',
  group: SLO_GROUP,
  summary: 'the arithmetic of one SLO in words and numbers: budget, burn rates, when alerts fire and until when',
  examples: ['npx lab slo explain availability', 'npx lab slo explain outside-in --rate 1'],
  argument: { syntax: '<slo>', description: 'the name of the SLO, such as availability' },
  options: [rateOption],
  async run({ root }, { slo, rate }) {
    return { data: explain(sloNamed(labSlos([], root), slo), rate, LAB_SAMPLING) };
  },
  format: formatSloExplain,
};
