/** One request of the traffic. */
export interface MixedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
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

/** Every route that has an SLO, again and again in this order: of ten requests three, three, two and two. */
export const TRAFFIC_MIX: readonly MixedRequest[] = [HOME, USERS, MATCH, HOME, ECHO, USERS, HOME, USERS, MATCH, ECHO];
