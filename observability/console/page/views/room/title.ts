import { askedFor } from '../../../src/room/subjects';
import type { QuestionView, SloView } from '../../../src/snapshot';
import { CLOCK_TITLES } from '../../words';

/** What the room is asked, with the SLO's own title. */
export function titleOf({ subject, slo, objective, clock }: QuestionView, slos: readonly SloView[]): string {
  const title = slos.find((one) => one.slo === slo && one.objective === objective)?.title ?? slo;
  return askedFor(subject, `${title}, ${objective}`, CLOCK_TITLES[clock]);
}
