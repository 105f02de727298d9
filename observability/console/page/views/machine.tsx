import type { DnsView, Part, ServiceView, TaskView } from '../../src/snapshot';
import type { ViewProps } from '../app';
import { Fresh } from '../parts/fresh';
import { ago, timeOfDay } from '../words';

/** What runs, where it is, and who finds it. */
export function Machine({ picture, now }: ViewProps) {
  const { services, dns, targets, circuits, lab } = picture;
  return (
    <div class="machine">
      <section aria-labelledby="services" class="wide">
        <h2 id="services">Services and tasks</h2>
        <Fresh part={services} now={now} source="ECS">
          {(data) => data.map((service) => <Service key={service.name} service={service} now={now} />)}
        </Fresh>
      </section>
      <section aria-labelledby="dns">
        <h2 id="dns">DNS</h2>
        <p class="note">
          {lab.appService}.{lab.namespace}
        </p>
        <Fresh part={dns} now={now} source="DNS">
          {(data) => <Dns dns={data} part={dns} now={now} />}
        </Fresh>
      </section>
      <section aria-labelledby="targets">
        <h2 id="targets">Prometheus targets</h2>
        <Fresh part={targets} now={now} source="Prometheus">
          {(data) => (
            <table>
              <thead>
                <tr>
                  <th scope="col">Target</th>
                  <th scope="col">Job</th>
                  <th scope="col">Health</th>
                </tr>
              </thead>
              <tbody>
                {data.map(({ job, instance, health, lastError }) => (
                  <tr key={`${job} ${instance}`}>
                    <th scope="row" class="code">
                      {instance}
                    </th>
                    <td>{job}</td>
                    <td>
                      <State good={health === 'up'} busy={health === 'unknown'} word={health} /> {lastError}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Fresh>
      </section>
      <section aria-labelledby="circuits">
        <h2 id="circuits">Circuit breakers</h2>
        <Fresh part={circuits} now={now} source="Prometheus">
          {(data) =>
            data.length === 0 ? (
              <p>The app has none now.</p>
            ) : (
              <ul class="plain">
                {data.map(({ name, instance, state }) => (
                  <li key={`${name} ${instance}`}>
                    <State good={state === 'closed'} busy={state === 'half_open'} word={state.replace('_', ' ')} />{' '}
                    {name} <span class="code">{instance}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Fresh>
      </section>
    </div>
  );
}

function Service({ service, now }: { readonly service: ServiceView; readonly now: number }) {
  const { name, desired, running, pending, deployments } = service;
  const living = service.tasks.filter(({ stoppedAt }) => stoppedAt === null);
  const stopped = service.tasks.filter(({ stoppedAt }) => stoppedAt !== null).slice(0, 5);
  const rollout = deployments.find(({ status }) => status === 'PRIMARY');
  return (
    <article>
      <h3>
        {name}{' '}
        <State
          good={running === desired && pending === 0}
          busy
          word={`${running} of ${desired} running${pending > 0 ? `, ${pending} pending` : ''}`}
        />
      </h3>
      {rollout && rollout.rollout !== 'COMPLETED' && (
        <p class="note">
          Deployment {rollout.rollout.toLowerCase().replace('_', ' ')}: {rollout.reason}
        </p>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label={`Tasks of ${name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Address</th>
              <th scope="col">State</th>
              <th scope="col">Health</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {living.map((task) => (
              <Task key={task.id} task={task} now={now} />
            ))}
            {stopped.map((task) => (
              <Task key={task.id} task={task} now={now} />
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

function Task({ task, now }: { readonly task: TaskView; readonly now: number }) {
  const { id, address, status, health, startedAt, stoppedAt, reason, containers } = task;
  const since = stoppedAt ?? startedAt;
  const broken = stoppedAt === null ? containers.filter((container) => container.status === 'STOPPED') : [];
  return (
    <tr class={stoppedAt === null ? undefined : 'gone'}>
      <th scope="row" class="code">
        {id.slice(0, 8)}
      </th>
      <td class="code big">{address ?? 'none yet'}</td>
      <td>
        <State good={status === 'RUNNING'} busy={stoppedAt === null} word={status.toLowerCase()} />
        {stoppedAt !== null && <p class="note">{reason}</p>}
        {broken.map(({ name, reason: why }) => (
          <p class="note" key={name}>
            without {name}
            {why === null ? '' : `: ${why.replace(/^\w+Error: /, '')}`}
          </p>
        ))}
      </td>
      <td>
        {health === 'UNKNOWN' || stoppedAt !== null ? (
          'not checked'
        ) : (
          <State good={health === 'HEALTHY'} word={health.toLowerCase()} />
        )}
      </td>
      <td>
        {since === null ? (
          'starting'
        ) : (
          <time dateTime={since} title={timeOfDay(since)}>
            {ago(now - Date.parse(since))}
          </time>
        )}
      </td>
    </tr>
  );
}

function Dns({ dns, part, now }: { readonly dns: DnsView; readonly part: Part<DnsView>; readonly now: number }) {
  const asked = part.at === null ? now : Date.parse(part.at);
  return (
    <>
      {dns.addresses.length === 0 ? (
        <p>
          <State good={false} word="no address" />
        </p>
      ) : (
        <ul class="plain big code">
          {dns.addresses.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      )}
      <p>
        {dns.ttl === null ? (
          dns.how
        ) : (
          <>
            A client that asks now keeps this for {dns.ttl} s, until {timeOfDay(asked + dns.ttl * 1000)}.
          </>
        )}
      </p>
      {dns.instances !== null && (
        <p class="note">
          Cloud Map has{' '}
          {dns.instances.length === 0
            ? 'no instance'
            : dns.instances.map(({ address, health }) => `${address} (${health.toLowerCase()})`).join(', ')}
          .
        </p>
      )}
    </>
  );
}

/** A state in a word, with a shape and a colour beside it. */
function State({
  good,
  busy = false,
  word,
}: {
  readonly good: boolean;
  readonly busy?: boolean;
  readonly word: string;
}) {
  const tone = good ? 'good' : busy ? 'busy' : 'bad';
  return (
    <span class={`state ${tone}`}>
      <span aria-hidden="true">{{ good: '●', busy: '◆', bad: '▲' }[tone]}</span> {word}
    </span>
  );
}
