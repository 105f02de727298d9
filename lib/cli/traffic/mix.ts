import { LabError } from '../../model/errors';

/** One request of the traffic. */
export interface MixedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** How often a request comes, beside the others. */
export interface Share {
  readonly request: MixedRequest;
  /** A whole number from 1. */
  readonly weight: number;
}

const HOME: MixedRequest = { method: 'GET', path: '/' };
const USERS: MixedRequest = { method: 'GET', path: '/api/users' };
const ECHO: MixedRequest = { method: 'POST', path: '/api/echo', body: { message: 'Hello World' } };

/** Scores 0.9: nine of the ten skills, above the objective of 0.8 with room to fall. */
const MATCH: MixedRequest = {
  method: 'POST',
  path: '/api/match',
  body: {
    resume:
      'Site reliability engineer. Five years of Python, Go and Bash on Linux; Docker and Kubernetes on AWS with ' +
      'Terraform; watched by Prometheus and Grafana.',
    jobDescription:
      'We look for somebody who knows Linux, Python, Go, Docker, Kubernetes, AWS, Terraform, Prometheus, Grafana and ' +
      'PostgreSQL.',
  },
};

/** Every route that has an SLO: what a lab sends all day long, and `lab traffic` when nothing else is asked. */
export const LAB_SHARES: readonly Share[] = [
  { request: HOME, weight: 3 },
  { request: USERS, weight: 3 },
  { request: ECHO, weight: 2 },
  { request: MATCH, weight: 2 },
];

/** The same again and again, in this order: of ten requests three, three, two and two. */
export const TRAFFIC_MIX: readonly MixedRequest[] = spread(LAB_SHARES);

/**
 * One round of the requests: each as often as its weight, and as evenly as that goes, so that any stretch of the traffic has about
 * the shares of the whole (smooth weighted round-robin: who has waited longest for its share is next).
 */
export function spread(shares: readonly Share[]): MixedRequest[] {
  const divisor = shares.map(({ weight }) => weight).reduce(greatestCommonDivisor, 0);
  const waiting = shares.map(({ request, weight }) => ({ request, weight: weight / divisor, credit: 0 }));
  const round = waiting.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: round }, () => {
    for (const one of waiting) one.credit += one.weight;
    const next = waiting.reduce((best, one) => (one.credit > best.credit ? one : best));
    next.credit -= round;
    return next.request;
  });
}

const HIGHEST_WEIGHT = 1_000;

/**
 * Reads a mix, `/=9,/fail=1`: paths with their weights, 1 when there is none. A path of the lab's own mix is sent with its method and
 * body, any other one is a GET. Throws an `InvalidArgument` LabError.
 */
export function parseMix(text: string): Share[] {
  const shares = text.split(',').map((entry) => {
    // A query may have an equals sign as well: the weight is after the last one, when that is a number.
    const [, path = '', weight = '1'] = /^(\/[!-+\--~]*?)(?:=(\d+))?$/.exec(entry) ?? [];
    if (path === '' || Number(weight) < 1 || Number(weight) > HIGHEST_WEIGHT) {
      throw new LabError(
        'InvalidArgument',
        `--mix has "${entry}"; allowed: paths with weights from 1 to ${HIGHEST_WEIGHT}, such as /=9,/fail=1`,
      );
    }
    const known = LAB_SHARES.find(({ request }) => request.path === path);
    return { request: known?.request ?? { method: 'GET' as const, path }, weight: Number(weight) };
  });
  const twice = shares.find(
    ({ request }, index) => shares.findIndex((one) => one.request.path === request.path) < index,
  );
  if (twice) throw new LabError('InvalidArgument', `--mix has ${twice.request.path} twice; allowed: each path once`);
  return shares;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
