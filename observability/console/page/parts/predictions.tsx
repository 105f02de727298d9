import type { QuestionView, SloView, Subject } from '../../src/snapshot';
import { inUnit, medianOf } from '../../src/room/subjects';
import { titleOf } from '../views/room/title';

/** The room's predictions: how many while they are open, each beside the fact once they are revealed. */
export function Predictions({
  question,
  slos,
  students,
}: {
  readonly question: QuestionView;
  readonly slos: readonly SloView[];
  readonly students: number;
}) {
  const { state, predictions, answers } = question;
  return (
    <section aria-labelledby="predictions" class="predictions">
      <h2 id="predictions">What the room predicts</h2>
      <p class="asked">{titleOf(question, slos)}</p>
      {answers === null ? (
        <p role="status">
          {predictions} of {students} {predictions === 1 ? 'has' : 'have'} predicted.{' '}
          {state === 'running' && 'It has begun: predictions are closed until they are shown.'}
        </p>
      ) : (
        <Revealed question={question} answers={answers} />
      )}
    </section>
  );
}

function Revealed({
  question: { subject, fact },
  answers,
}: {
  readonly question: QuestionView;
  readonly answers: NonNullable<QuestionView['answers']>;
}) {
  const middle = medianOf(answers.map(({ value }) => value));
  return (
    <>
      <dl class="numbers">
        <div>
          <dt>It was</dt>
          <dd>{fact === null ? 'not yet' : inUnit(subject, fact)}</dd>
          <dd class="under">{fact === null ? 'it has not happened' : 'as the console saw it'}</dd>
        </div>
        <div>
          <dt>The room said</dt>
          <dd>{middle === undefined ? 'nothing' : inUnit(subject, middle)}</dd>
          <dd class="under">the middle of {answers.length}</dd>
        </div>
        {fact !== null && answers[0] !== undefined && (
          <div>
            <dt>Nearest</dt>
            <dd>{inUnit(subject, answers[0].value)}</dd>
            <dd class="under">{answers[0].name}</dd>
          </div>
        )}
      </dl>
      {answers.length > 0 && <Strip subject={subject} values={answers.map(({ value }) => value)} fact={fact} />}
      <details>
        <summary>Every prediction</summary>
        <div class="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col" class="number">
                  Predicted
                </th>
                <th scope="col" class="number">
                  Off by
                </th>
              </tr>
            </thead>
            <tbody>
              {answers.map(({ name, value }, index) => (
                <tr key={`${index} ${name}`}>
                  <th scope="row">{name}</th>
                  <td class="number">{inUnit(subject, value)}</td>
                  <td class="number">{fact === null ? 'unknown' : inUnit(subject, Math.abs(value - fact))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

const WIDTH = 600;
const HEIGHT = 86;
const EDGE = 14;
const BASE = 52;

/** A dot for each prediction, those of one place above each other, and a line where the fact is; the table has it in words. */
function Strip({
  subject,
  values,
  fact,
}: {
  readonly subject: Subject;
  readonly values: readonly number[];
  readonly fact: number | null;
}) {
  const all = fact === null ? values : [...values, fact];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const span = high - low || 1;
  const x = (value: number) => EDGE + ((value - low) / span) * (WIDTH - 2 * EDGE);
  const piles = new Map<number, number>();
  return (
    <svg class="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line class="axis" x1={EDGE} x2={WIDTH - EDGE} y1={BASE + 9} y2={BASE + 9} />
      {fact !== null && <line class="fact" x1={x(fact)} x2={x(fact)} y1={4} y2={BASE + 16} />}
      {values.map((value, index) => {
        const place = Math.round(x(value) / 14);
        const height = piles.get(place) ?? 0;
        piles.set(place, height + 1);
        return <circle key={index} cx={x(value)} cy={Math.max(7, BASE - height * 12)} r={6} />;
      })}
      <text x={EDGE} y={HEIGHT - 4}>
        {inUnit(subject, low)}
      </text>
      <text x={WIDTH - EDGE} y={HEIGHT - 4} text-anchor="end">
        {inUnit(subject, high)}
      </text>
    </svg>
  );
}
