import type { RunCheck } from '../model';
import { fail, open, pass, type Verdict } from './verdict';

/** One run of a scenario, as its record tells. */
export interface RunFacts {
  /** The scenario's id; of a blind run the one that was drawn. */
  readonly scenario: string;
  readonly title: string;
  /** `network`, `infrastructure`, `application` or `data`. */
  readonly category: string;
  readonly blind: boolean;
  readonly startedAt: Date;
  /** `met` is the one that is well; `running` is not over. */
  readonly outcome: string;
  readonly restored: boolean;
  /** What was expected and did not come, a sentence each. */
  readonly unmet: readonly string[];
}

/** Judges the newest run that fits; with `cause`, what the student says that it was. */
export function gradeRun(check: RunCheck, runs: readonly RunFacts[], begun: Date, answer: string | undefined): Verdict {
  const { scenario, cause } = check;
  const what = scenario ?? (cause ? 'a blind incident' : 'a scenario');
  const command = scenario === undefined ? `npx lab run ${cause ? '--blind' : '<id>'}` : `npx lab run ${scenario}`;
  const expected = `${what} was run, everything expected of it came, and the lab was restored${cause ? '; its cause is named' : ''}`;
  const fits = runs.filter(
    (one) => one.startedAt >= begun && (scenario === undefined || one.scenario === scenario) && (!cause || one.blind),
  );
  const run = fits.reduce<RunFacts | undefined>(
    (last, one) => (last && last.startedAt > one.startedAt ? last : one),
    undefined,
  );
  if (!run) return open(expected, `run it: "${command}"`, `no such run since ${begun.toISOString()}`);
  const name = cause ? 'the blind run' : run.scenario;
  if (run.outcome === 'running') return open(expected, 'wait until the run is over', `${name} is running`);
  if (cause && answer === undefined)
    return open(expected, `name the cause by its scenario's id: --answer ${check.id}=…`, `${name}: ${run.outcome}`);
  if (cause && answer !== undefined) {
    const said = answer.trim().toLowerCase();
    if (said !== run.scenario) return wrongCause(said, run, expected);
  }
  const seen = `${cause ? `it was ${run.scenario} (${run.title})` : run.scenario}: ${run.outcome}${run.restored ? ', restored' : ', not restored'}`;
  // Whoever finds the cause of a blind incident has done what was asked, whatever it did to the budgets.
  if (cause || (run.outcome === 'met' && run.restored)) return pass(seen, expected);
  const why = run.unmet.length > 0 ? run.unmet.join('\n') : `the run ended ${run.outcome}`;
  return fail(
    seen,
    expected,
    run.restored ? why : `${why}\nthe lab was not restored: see "npx lab status" and "npx lab fault list"`,
  );
}

function wrongCause(said: string, { category }: RunFacts, expected: string): Verdict {
  const because =
    said === category
      ? 'the kind is right; which scenario of it? Its id is asked for'
      : `it was another one, of the kind ${category}; which graph is against your cause? Look at what stayed well, too`;
  return fail(`"${said}"`, expected, because);
}
