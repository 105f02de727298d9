import { useEffect, useState } from 'preact/hooks';
import { SUBJECTS, type RoomInside, type Subject } from '../../../src/snapshot';
import { SUBJECT } from '../../../src/room/subjects';
import type { ViewProps } from '../../app';
import { useOrders } from '../../orders';
import { Qr } from '../../parts/qr';
import { Said } from '../../parts/said';
import { CLOCK_TITLES } from '../../words';

/** Who comes in, what they are asked, and when it is shown. */
export function Instructor({ picture: { room, slos }, clock, token, setToken }: ViewProps) {
  const { send, said, busy } = useOrders(() => setToken(''));
  const [inside, setInside] = useState<RoomInside>();
  const [subject, setSubject] = useState<Subject>('alert');
  const own = (slos.data ?? []).filter((slo) => slo.clock === clock);
  const [wanted, setWanted] = useState('availability 99%');
  const slo = own.find((one) => `${one.slo} ${one.objective}` === wanted) ?? own[0];

  async function act(action: string, body: object = {}): Promise<void> {
    const { answer } = await send(`/sre/room/${action}`, body, token);
    if (answer?.inside !== undefined) setInside(answer.inside);
  }
  // Who is inside is told to the instructor only: it is asked for whenever something about the room is new.
  const news = JSON.stringify(room);
  useEffect(() => {
    const abort = new AbortController();
    void look(token, abort.signal).then((found) => found !== undefined && setInside(found));
    return () => abort.abort();
  }, [news, token]);

  const { question } = room;
  return (
    <>
      <Said said={said} />
      {inside !== undefined && !inside.open && (
        <section aria-labelledby="closed">
          <h2 id="closed">The room is closed</h2>
          <p>Students who have its code can join an open room, predict, and send a little traffic.</p>
          <Reach url={inside.url} />
          <div class="buttons">
            <button type="button" disabled={busy} onClick={() => void act('open')}>
              Open the room
            </button>
          </div>
        </section>
      )}
      {inside?.open === true && (
        <div class="levers">
          <section class="lever invite" aria-labelledby="invite">
            <h2 id="invite">Join the room</h2>
            <Qr text={inside.link} title={`QR code of ${inside.url} with the room's code`} />
            <p class="big code">{inside.url}</p>
            <p class="code passcode">{inside.code}</p>
            <Reach url={inside.url} />
            <div class="buttons">
              <button type="button" class="second" disabled={busy} onClick={() => void act('new-code')}>
                New code
              </button>
              <button type="button" class="second" disabled={busy} onClick={() => void act('close')}>
                Close the room
              </button>
            </div>
          </section>
          <form
            class="lever"
            onSubmit={(event) => {
              event.preventDefault();
              if (slo !== undefined) void act('ask', { subject, slo: slo.slo, objective: slo.objective, clock });
            }}
          >
            <h2>Ask the room</h2>
            <p>Ask before you break something: the first fault, or the death of a task, closes the predictions.</p>
            <label>
              What
              <select
                value={subject}
                onChange={(event) => setSubject(SUBJECTS.find((one) => one === event.currentTarget.value) ?? 'alert')}
              >
                {SUBJECTS.map((one) => (
                  <option key={one} value={one}>
                    {SUBJECT[one].title}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Of which SLO, by the {CLOCK_TITLES[clock]}
              <select
                value={slo && `${slo.slo} ${slo.objective}`}
                onChange={(event) => setWanted(event.currentTarget.value)}
              >
                {own.map((one) => (
                  <option key={`${one.slo} ${one.objective}`} value={`${one.slo} ${one.objective}`}>
                    {one.title}, {one.objective}
                  </option>
                ))}
              </select>
            </label>
            <div class="buttons">
              <button type="submit" disabled={busy || slo === undefined}>
                Ask
              </button>
              {question?.state === 'asked' && (
                <button type="button" class="second" disabled={busy} onClick={() => void act('begin')}>
                  It begins now
                </button>
              )}
              {question?.state === 'running' && (
                <button type="button" class="second" disabled={busy} onClick={() => void act('reveal')}>
                  Reveal
                </button>
              )}
              {question?.state === 'revealed' && (
                <button type="button" class="second" disabled={busy} onClick={() => void act('clear')}>
                  Take it away
                </button>
              )}
            </div>
          </form>
          <Students inside={inside} busy={busy} act={act} />
        </div>
      )}
    </>
  );
}

function Students({
  inside: { students },
  busy,
  act,
}: {
  readonly inside: RoomInside;
  readonly busy: boolean;
  readonly act: (action: string, body?: object) => Promise<void>;
}) {
  return (
    <section class="lever" aria-labelledby="students">
      <h2 id="students">{students.length === 1 ? '1 student' : `${students.length} students`}</h2>
      {students.length === 0 && <p>Nobody has joined yet.</p>}
      <ul class="plain scroll names" tabIndex={0} aria-label="Who is in the room">
        {students.map(({ name, predicted, rate }) => (
          <li key={name} class="line">
            <span>
              {name}{' '}
              <span class="note">
                {[predicted && 'has predicted', rate > 0 && `sends ${rate}/s`].filter(Boolean).join(', ')}
              </span>
            </span>
            <button
              type="button"
              class="link"
              disabled={busy}
              aria-label={`Remove ${name}`}
              onClick={() => void act('remove', { name })}
            >
              remove
            </button>
          </li>
        ))}
      </ul>
      {students.some(({ rate }) => rate > 0) && (
        <div class="buttons">
          <button type="button" class="second" disabled={busy} onClick={() => void act('end-traffic')}>
            End their traffic
          </button>
        </div>
      )}
    </section>
  );
}

/** Nobody else reaches a loopback address. */
function Reach({ url }: { readonly url: string }) {
  const { hostname } = new URL(url);
  if (hostname !== 'localhost' && !hostname.startsWith('127.')) return null;
  return (
    <p class="unknown">
      Only this machine reaches {hostname}. “lab up --share” starts a lab whose console the local network reaches.
    </p>
  );
}

async function look(token: string, signal: AbortSignal): Promise<RoomInside | undefined> {
  try {
    const response = await fetch('/sre/room/inside', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{}',
      signal,
    });
    return response.ok ? ((await response.json()) as { inside: RoomInside }).inside : undefined;
  } catch {
    return undefined;
  }
}
