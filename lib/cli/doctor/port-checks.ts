import type { Check } from './check';
import type { MachineFacts, PortFact } from './facts';

/** One check for all ports that are free, and one for each that is not. */
export function portChecks(facts: MachineFacts): Check[] {
  const taken = facts.ports.filter(({ state }) => state !== 'free');
  const free = facts.ports.filter(({ state }) => state === 'free').map(({ port }) => port);
  if (facts.runningLab && taken.length > 0) {
    return [{ name: 'ports', status: 'ok', found: `held by the running lab (pid ${facts.runningLab.pid})` }];
  }
  return [
    ...(free.length > 0
      ? [{ name: 'ports', status: 'ok' as const, found: `${free.join(', ')} free on 127.0.0.1` }]
      : []),
    ...taken.map(takenPort),
  ];
}

function takenPort({ port, purpose, needed, state, holder }: PortFact): Check {
  const name = `port ${port}`;
  const status = needed ? 'problem' : 'warning';
  if (state === 'forbidden') {
    const found = `this user may not listen on 127.0.0.1:${port}`;
    return { name, status, found, advice: `allow it; ${purpose} needs it` };
  }
  const who = holder ? `taken by ${holder.command} (pid ${holder.pid})` : 'taken by another program';
  const lookUp = holder ? '' : `, see "ss -ltnp sport = :${port}"`;
  return { name, status, found: who, advice: `stop it${lookUp}; ${purpose} needs 127.0.0.1:${port}` };
}
