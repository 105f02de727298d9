import type { QuestionView } from '../../../src/snapshot';
import { inUnit, SUBJECT } from '../../../src/room/subjects';
import type { ViewProps } from '../../app';
import { useOrders } from '../../orders';
import { Said } from '../../parts/said';
import type { StudentHere } from '../../student';
import { remaining } from '../../words';
import { RoomNow } from './room-now';
import { titleOf } from './title';

/** As long as the console lets a student's traffic last, and as fast. */
const TRAFFIC_SECONDS = 60;
const TRAFFIC_RATE = 5;

export function Student({
  picture: { room, slos },
  now,
  student,
  setStudent,
}: ViewProps & {
  readonly student: StudentHere;
  readonly setStudent: (student: StudentHere | undefined) => void;
}) {
  const { send, said, busy } = useOrders();
  const { name, code, predicted, trafficUntil = 0 } = student;
  const { question } = room;

  /** A console that was restarted knows nobody: who has its code joins again, once. */
  async function act(
    action: string,
    body: object,
    then: (here: StudentHere) => StudentHere | undefined,
  ): Promise<void> {
    const path = `/sre/room/${action}`;
    let here = student;
    let reply = await send(path, body, here.token);
    if (reply.status === 401) {
      const { answer } = await send('/sre/room/join', { name, code });
      if (answer?.token === undefined) return setStudent(undefined);
      here = { ...here, token: answer.token };
      setStudent(here);
      reply = await send(path, body, here.token);
    }
    return reply.answer === undefined ? undefined : setStudent(then(here));
  }

  return (
    <>
      <section aria-labelledby="you">
        <div class="row">
          <h2 id="you">{name}</h2>
          <button type="button" class="link" disabled={busy} onClick={() => void act('leave', {}, () => undefined)}>
            Leave the room
          </button>
        </div>
        <Said said={said} />
        {room.open && <p>You are one of {Math.max(1, room.students)} in the room.</p>}
      </section>
      {!room.open && <RoomNow room={room} />}
      {room.open && (
        <div class="levers">
          <Prediction
            question={question}
            title={question === null ? '' : titleOf(question, slos.data ?? [])}
            mine={predicted?.question === question?.id ? predicted?.value : undefined}
            busy={busy}
            onPredict={(value) =>
              act('predict', { value }, (here) => ({ ...here, predicted: { question: question?.id ?? '', value } }))
            }
          />
          <form
            class="lever"
            onSubmit={(event) => {
              event.preventDefault();
              const rate = Number(new FormData(event.currentTarget).get('rate'));
              void act('traffic', { rate }, (here) => ({ ...here, trafficUntil: now + TRAFFIC_SECONDS * 1000 }));
            }}
          >
            <h2>Send traffic</h2>
            <p>Good requests to the app, like those of its users.</p>
            <label>
              Requests a second <input name="rate" type="number" required defaultValue="2" min={1} max={TRAFFIC_RATE} />
            </label>
            <p>
              {trafficUntil > now
                ? `Yours ends by itself in ${remaining(trafficUntil - now)}.`
                : `It ends by itself after ${TRAFFIC_SECONDS} s.`}
            </p>
            <div class="buttons">
              <button type="submit" disabled={busy}>
                Send
              </button>
              <button
                type="button"
                class="second"
                disabled={busy}
                onClick={() => void act('stop-traffic', {}, (here) => ({ ...here, trafficUntil: 0 }))}
              >
                Stop
              </button>
            </div>
          </form>
        </div>
      )}
    </>
  );
}

function Prediction({
  question,
  title,
  mine,
  busy,
  onPredict,
}: {
  readonly question: QuestionView | null;
  readonly title: string;
  readonly mine: number | undefined;
  readonly busy: boolean;
  readonly onPredict: (value: number) => Promise<void>;
}) {
  if (question === null)
    return (
      <section aria-labelledby="prediction">
        <h2 id="prediction">Your prediction</h2>
        <p>Nothing is asked yet. When the instructor asks, the question appears here.</p>
      </section>
    );
  const { subject, state } = question;
  const { unit, min, max, digits } = SUBJECT[subject];
  return (
    <form
      class="lever"
      onSubmit={(event) => {
        event.preventDefault();
        void onPredict(Number(new FormData(event.currentTarget).get('value')));
      }}
    >
      <h2>Your prediction</h2>
      <p class="asked">{title}</p>
      {mine !== undefined && <p class="big">You said {inUnit(subject, mine)}.</p>}
      {state === 'asked' ? (
        <>
          <label>
            In {unit === 's' ? 'seconds' : 'percent'}, from {min} to {max}
            <input
              name="value"
              type="number"
              inputMode="decimal"
              required
              min={min}
              max={max}
              step={digits === 0 ? 1 : 'any'}
            />
          </label>
          <div class="buttons">
            <button type="submit" disabled={busy}>
              {mine === undefined ? 'Predict' : 'Change it'}
            </button>
          </div>
        </>
      ) : (
        <p>{state === 'running' ? 'It has begun: predictions are closed.' : 'The predictions are shown below.'}</p>
      )}
    </form>
  );
}
