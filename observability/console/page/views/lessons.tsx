import { useEffect, useState } from 'preact/hooks';
import type { SloView, TimelineEvent } from '../../src/snapshot';
import type { ViewProps } from '../app';
import { Blocks, type Block } from '../parts/markdown';
import { ago, budget, CLOCK_TITLES, percent, timeOfDay, TONES } from '../words';

interface PageLesson {
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly core: boolean;
  readonly cost: readonly {
    readonly slo: string;
    readonly objective: string;
    readonly clock: string;
    readonly percent: number;
  }[];
  readonly goal: readonly Block[];
  readonly before: readonly Block[];
  readonly steps: readonly (readonly Block[])[];
  readonly questions: readonly {
    readonly id: string;
    readonly text: readonly Block[];
    readonly choices: readonly (readonly [letter: string, text: string])[];
  }[];
  readonly hints: readonly { readonly points: number; readonly check: string | null }[];
  readonly readOn: readonly Block[];
}

/** So many of the latest events stand beside the text. */
const EVENTS = 8;

/** The same text as `lab lesson`, beside what the lab says now; answers are given and checked in a terminal. */
export function Lessons({ picture, clock, now }: ViewProps) {
  const lessons = useLessons();
  const [number, setNumber] = useState(1);
  if (lessons === 'missing') return <p class="unknown">The lessons could not be loaded; load the page again.</p>;
  if (lessons === undefined) return <p class="unknown">Loading the lessons …</p>;
  const lesson = lessons.find((one) => one.number === number) ?? lessons[0];
  if (lesson === undefined) return <p>There are no lessons.</p>;
  return (
    <div class="lessons">
      <div class="row">
        <label class="pick">
          Lesson{' '}
          <select
            name="lesson"
            value={lesson.number}
            onChange={(event) => setNumber(Number(event.currentTarget.value))}
          >
            {lessons.map((one) => (
              <option key={one.number} value={one.number}>
                {one.number} {one.title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Text key={lesson.number} lesson={lesson} />
      <Beside slos={spent(lesson, picture.slos.data ?? [], clock)} events={picture.timeline} now={now} />
    </div>
  );
}

function Text({ lesson }: { readonly lesson: PageLesson }) {
  const { number, title, minutes, core, cost, goal, before, steps, questions, hints, readOn } = lesson;
  const spends = cost.map(
    (one) => `${one.percent} % of ${one.slo} ${one.objective} (${one.clock === 'class' ? 'class hour' : 'real month'})`,
  );
  return (
    <article class="lesson" aria-labelledby="lesson">
      <h2 id="lesson">
        {number}. {title}
      </h2>
      <p class="note">
        {minutes} minutes{core && ', in the 60-minute plan'}; spends {spends.join(', ') || 'no budget'}
      </p>
      <Blocks blocks={goal} />
      <h3>Steps</h3>
      <Blocks blocks={before} />
      <ol>
        {steps.map((step, index) => (
          <li key={index}>
            <Blocks blocks={step} />
          </li>
        ))}
      </ol>
      <h3>Questions</h3>
      <ul>
        {questions.map(({ id, text, choices }) => (
          <li key={id}>
            <strong>{id}</strong>
            <Blocks blocks={text} />
            {choices.length > 0 && (
              <ul class="plain">
                {choices.map(([letter, choice]) => (
                  <li key={letter}>
                    {letter}) {choice}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <h3>Check, and hints</h3>
      <p>
        <code>npx lab check {number}</code> in a terminal says what passed.
      </p>
      {hints.length > 0 && (
        <ul>
          {hints.map(({ points, check }, index) => (
            <li key={index}>
              {points === 0 ? 'free' : points === 1 ? '1 point' : `${points} points`}
              {check !== null && `, for ${check}`}:{' '}
              <code>
                npx lab lesson {number} --hint {index + 1}
              </code>
            </li>
          ))}
        </ul>
      )}
      <h3>Read on</h3>
      <Blocks blocks={readOn} />
    </article>
  );
}

function Beside({
  slos,
  events,
  now,
}: {
  readonly slos: readonly SloView[];
  readonly events: readonly TimelineEvent[];
  readonly now: number;
}) {
  const latest = events.slice(-EVENTS).toReversed();
  return (
    <section class="beside" aria-labelledby="beside">
      <h2 id="beside">The lab now</h2>
      <ul class="cards">
        {slos.map((slo) => (
          <li key={`${slo.slo} ${slo.objective} ${slo.clock}`}>
            <div class="card">
              <span class="name">
                {slo.title}{' '}
                <span class="note">
                  {slo.objective}, {CLOCK_TITLES[slo.clock]}
                </span>
              </span>
              <span class="line">
                <span>SLI</span> <strong>{percent(slo.sli)}</strong>
              </span>
              <span class="line">
                <span>Budget left</span> <strong>{budget(slo.budgetLeft)}</strong>
              </span>
            </div>
          </li>
        ))}
      </ul>
      {slos.length === 0 && <p class="unknown">Prometheus has told of no SLO yet.</p>}
      <h3>What happened</h3>
      {latest.length === 0 && <p>Nothing yet.</p>}
      <ul class="plain">
        {latest.map(({ id, at, tone, title }) => (
          <li key={id} class={tone}>
            <span aria-hidden="true">{TONES[tone].sign}</span> <span class="aside">{TONES[tone].word}: </span>
            {title}{' '}
            <time dateTime={at} title={timeOfDay(at)} class="note">
              {ago(now - Date.parse(at))}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The SLOs whose budgets the lesson spends; without any, availability on the clock that was chosen. */
function spent({ cost }: PageLesson, slos: readonly SloView[], clock: string): SloView[] {
  const own = slos.filter((slo) =>
    cost.some((one) => one.slo === slo.slo && one.objective === slo.objective && one.clock === slo.clock),
  );
  return own.length > 0 ? own : slos.filter((slo) => slo.slo === 'availability' && slo.clock === clock);
}

/** The text is a file of its own, which only those load who look at this view. */
function useLessons(): readonly PageLesson[] | 'missing' | undefined {
  const [lessons, setLessons] = useState<readonly PageLesson[] | 'missing'>();
  useEffect(() => {
    import('../lessons.json').then(
      (file) => setLessons(file.lessons as unknown as readonly PageLesson[]),
      () => setLessons('missing'),
    );
  }, []);
  return lessons;
}
