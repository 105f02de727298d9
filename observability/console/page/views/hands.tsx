import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ViewProps } from '../app';
import { useOrders } from '../orders';
import { Fresh } from '../parts/fresh';
import { Said } from '../parts/said';
import { TokenForm } from '../parts/token-form';
import { remaining, timeOfDay } from '../words';

/** Buttons that break the service and mend it, for who has the token. */
export function Hands({ picture, now, token, setToken }: ViewProps) {
  const { send: order, said, busy } = useOrders(() => setToken(''));
  const { enabled, running } = picture.hands;
  const send = async (action: string, body: object, withToken = token) =>
    (await order(`/sre/hands/${action}`, body, withToken)).answer !== undefined;

  return (
    <div class="hands">
      <section aria-labelledby="running">
        <h2 id="running">Under way</h2>
        {running.length === 0 && <p>Nothing that this console has set going.</p>}
        <ul class="plain">
          {running.map(({ id, title, endsAt, until }) => (
            <li key={id}>
              <span class="state busy">
                <span aria-hidden="true">◆</span> {title}
              </span>{' '}
              {endsAt === null ? until : `ends at ${timeOfDay(endsAt)}, in ${remaining(Date.parse(endsAt) - now)}`}
            </li>
          ))}
        </ul>
        <h3>Faults of the app now</h3>
        <Fresh part={picture.faults} now={now} source="Prometheus">
          {(faults) =>
            faults.length === 0 ? (
              <p>None.</p>
            ) : (
              <ul class="plain">
                {faults.map(({ type, route, strength }) => (
                  <li key={`${type} ${route}`}>
                    <span class="state bad">
                      <span aria-hidden="true">▲</span> {type}
                    </span>{' '}
                    on {route === '*' ? 'every route' : route}, strength {strength}
                  </li>
                ))}
              </ul>
            )
          }
        </Fresh>
        <Said said={said} />
      </section>
      {!enabled && <p>This console is for looking only: it was started without a token.</p>}
      {enabled && token === '' && (
        <TokenForm
          onToken={async (given) => {
            if (await send('check', {}, given)) setToken(given);
          }}
        />
      )}
      {enabled && token !== '' && (
        <div class="levers">
          <Lever
            title="Traffic"
            button="Send traffic"
            busy={busy}
            onSubmit={(form) =>
              send('traffic', { rate: form('rate'), failing: form('failing') / 100, seconds: form('seconds') })
            }
            other={['Stop traffic', () => send('stop-traffic', {})]}
          >
            <Field name="rate" label="Requests a second" value={20} min={1} max={100} />
            <Field name="failing" label="Of them to /fail, in %" value={0} min={0} max={100} />
            <Field name="seconds" label="For how many seconds" value={120} min={10} max={900} />
          </Lever>
          <FaultLever busy={busy} send={send} />
          <Lever title="Kill a task" button="Kill the first task" busy={busy} danger onSubmit={() => send('kill', {})}>
            <p>
              The process ends at once. ECS starts another one, at another address; it is over when that is a target
              that is up.
            </p>
          </Lever>
          <Lever
            title="Scale"
            button="Scale"
            busy={busy}
            onSubmit={(form) => send('scale', { desired: form('desired') })}
          >
            <Field name="desired" label="Tasks of the app" value={2} min={0} max={10} />
            <p>It is over when that many run. It stays until somebody scales again.</p>
          </Lever>
        </div>
      )}
    </div>
  );
}

type Send = (action: string, body: object) => Promise<boolean>;

function FaultLever({ busy, send }: { readonly busy: boolean; readonly send: Send }) {
  const [type, setType] = useState('error');
  const [route, setRoute] = useState('*');
  return (
    <Lever
      title="Fault"
      button="Set the fault"
      busy={busy}
      danger
      onSubmit={(form) =>
        send('fault', {
          type,
          route,
          ratio: form('ratio') / 100,
          seconds: form('seconds'),
          ...(type === 'latency' && { ms: form('ms') }),
        })
      }
      other={['End all faults', () => send('heal', {})]}
    >
      <label>
        What
        <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
          <option value="error">errors (500)</option>
          <option value="latency">latency</option>
          <option value="reset">broken connections</option>
        </select>
      </label>
      <label>
        Where
        <select value={route} onChange={(event) => setRoute(event.currentTarget.value)}>
          <option value="*">every route</option>
          {['/', '/api/users', '/api/match', '/api/echo'].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      {type === 'latency' && <Field name="ms" label="Milliseconds" value={500} min={1} max={60000} />}
      <Field name="ratio" label="Share of the requests, in %" value={10} min={1} max={100} />
      <Field name="seconds" label="For how many seconds" value={120} min={10} max={900} />
    </Lever>
  );
}

function Lever({
  title,
  button,
  busy,
  danger = false,
  onSubmit,
  other,
  children,
}: {
  readonly title: string;
  readonly button: string;
  readonly busy: boolean;
  readonly danger?: boolean;
  readonly onSubmit: (number: (name: string) => number) => unknown;
  readonly other?: readonly [title: string, onPress: () => unknown];
  readonly children: ComponentChildren;
}) {
  return (
    <form
      class="lever"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit((name) => Number(data.get(name)));
      }}
    >
      <h2>{title}</h2>
      {children}
      <div class="buttons">
        <button type="submit" class={danger ? 'danger' : undefined} disabled={busy}>
          {button}
        </button>
        {other && (
          <button type="button" class="second" disabled={busy} onClick={() => other[1]()}>
            {other[0]}
          </button>
        )}
      </div>
    </form>
  );
}

function Field({
  name,
  label,
  value,
  min,
  max,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}) {
  return (
    <label>
      {label} <input name={name} type="number" required defaultValue={String(value)} min={min} max={max} />
    </label>
  );
}
