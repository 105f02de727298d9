import { reachedAt, type Milestone, type Plan } from '../follow/plan';
import { QUIET_SECONDS } from '../../report/incidents';
import { dnsChanged, sliFalls, targetUp, tasksRunning, tasksStopped } from '../follow/milestones';
import { percent } from '../format/numbers';
import type { Alert } from '../prometheus/api';
import type { SloState } from '../prometheus/slo-state';
import type { LabSnapshot } from '../snapshot/snapshot';
import { APP_SERVICE } from '../../model/names';

/** One part of the story: what is told before it, and what shall be seen in it. */
export interface Chapter {
  readonly title: string;
  /** Sentences, in plain words. */
  readonly words: string;
  readonly timeoutMs: number;
}

/** What share of the requests fails in the tour: half a minute of it is seen by everybody, and leaves most of the class hour's budget. */
export const ERROR_SHARE = 0.2;

/** The SLO that the story is told by: what users get, counted in the app, on the class hour's clock. */
const SLO = 'availability';

export const CHAPTERS = {
  up: {
    title: 'The lab comes up',
    words:
      'The real CDK CLI deploys the unmodified stack, onto a cloud that runs on this machine: an API on ECS, found through DNS, and the ' +
      'Prometheus that watches it. On AWS it would be the same command.',
    timeoutMs: 240_000,
  },
  traffic: {
    title: 'Users arrive',
    words:
      'Ten requests a second go to every route. The SLI is the share of good answers, the objective is what was promised, and the error ' +
      'budget is the failures that the promise leaves room for. All of it is there now.',
    timeoutMs: 60_000,
  },
  failure: {
    title: 'A partial failure',
    words:
      `One request in five fails from now on. Most users notice nothing, and a health check would stay green; the SLI falls, and the ` +
      `budget burns ${Math.round(ERROR_SHARE / 0.01)} times faster than the promise of 99 % allows.`,
    timeoutMs: 90_000,
  },
  alert: {
    title: 'The page',
    words:
      'The burn rate was too high over two windows at once: the long one says that it matters, the short one that it still goes on. ' +
      'Somebody is called, and says "I have it".',
    timeoutMs: 15_000,
  },
  kill: {
    title: 'The task is killed',
    words:
      'The fault lives in the process of one task, so the task goes: GET /kill, and it exits without a word. ECS wants one task and starts another, ' +
      'DNS follows, Prometheus finds the new target. Users are refused for that moment.',
    timeoutMs: 90_000,
  },
  recovery: {
    title: 'Recovery',
    words:
      'The new task has no fault. The short window is clean first, then the alert is silent; the budget that was spent does not come back ' +
      'before the hour has passed.',
    timeoutMs: 150_000,
  },
  report: {
    title: 'The report',
    words: 'What happened, when, and what it cost, from what Prometheus and ECS know: nobody has to remember it.',
    timeoutMs: 30_000,
  },
  down: {
    title: 'The lab goes down',
    words: 'Nothing of it stays: no process, no mount, no address.',
    timeoutMs: 60_000,
  },
} as const satisfies Record<string, Chapter>;

/** The class hour's availability, as far as it is known. */
export function storySlo({ slos }: Pick<LabSnapshot, 'slos'>): SloState | undefined {
  return slos?.find(({ slo, clock }) => slo === SLO && clock === 'class');
}

/** The page of the class hour's availability, when it fires. */
export function firingPage({ alerts }: Pick<LabSnapshot, 'alerts'>): Alert | undefined {
  return alerts?.find(
    ({ state, labels }) =>
      state === 'firing' && labels['slo'] === SLO && labels['clock'] === 'class' && labels['action'] === 'page',
  );
}

/** How long good traffic is watched. */
const CALM_MS = 10_000;

/** Users are counted, and all is well. */
export function calmPlan(): Plan {
  return {
    milestones: [
      {
        name: 'SLI known',
        seenIn: (snapshot) => {
          const state = storySlo(snapshot);
          if (state === undefined || state.sli === null || state.budgetLeft === null || state.burn.length === 0)
            return undefined;
          return `availability ${percent(state.sli)}, promised ${state.objective}; budget left ${percent(state.budgetLeft)}`;
        },
      },
      {
        name: 'good traffic',
        // What comes later is compared with it.
        seenIn: ({ at }, { startedAt }) => (at - startedAt >= CALM_MS ? 'nobody has noticed anything' : undefined),
      },
      {
        name: 'no alert',
        seenIn: ({ alerts }) => (alerts?.every(({ state }) => state !== 'firing') ? 'nobody is called' : undefined),
      },
    ],
  };
}

/** The SLI falls and somebody is called. */
export function failurePlan(): Plan {
  return { milestones: [{ ...sliFalls, optional: false }, alertFires] };
}

const alertFires: Milestone = {
  name: 'alert fires',
  seenIn: (snapshot) => {
    const page = firingPage(snapshot);
    return page && `${page.labels['severity'] ?? 'page'}: ${page.summary}`;
  },
};

/** The task is gone, and another one is in its place for everybody. */
export function healPlan(old: string): Plan {
  const ids = { service: APP_SERVICE, old: [old] };
  return { milestones: [tasksStopped([old]), tasksRunning(ids), dnsChanged(ids), targetUp([old])] };
}

/** No user is hurt any more, and nobody is called. */
export function recoveryPlan(): Plan {
  return {
    milestones: [
      {
        name: 'SLI recovered',
        seenIn: (snapshot) => {
          const state = storySlo(snapshot);
          const shortest = state?.burn[0];
          if (shortest === undefined || shortest.rate > 1) return undefined;
          return `no more failures than promised in the last ${shortest.window}`;
        },
      },
      {
        name: 'a quiet minute',
        // The short window was clean already when it had recovered.
        seenIn: ({ at }, progress) => {
          const recovered = reachedAt(progress, 'SLI recovered');
          return recovered !== undefined && at - recovered >= QUIET_SECONDS * 1000 ? 'the incident is over' : undefined;
        },
      },
      {
        name: 'alert is silent',
        seenIn: (snapshot) =>
          snapshot.alerts !== null && firingPage(snapshot) === undefined ? 'the page has ended by itself' : undefined,
      },
    ],
  };
}
