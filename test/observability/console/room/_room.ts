import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from '../../../../observability/console/src/http/server';
import { createRoom } from '../../../../observability/console/src/room/room';
import type { AlertView, Part, SloView, Snapshot } from '../../../../observability/console/src/snapshot';
import type { NewEvent } from '../../../../observability/console/src/story/timeline';

export const TOKEN = 'a-token-of-the-instructor';
const none: Part<never> = { at: null, data: null, error: null };

export const AVAILABILITY: SloView = {
  slo: 'availability',
  title: 'Availability',
  objective: '99%',
  clock: 'class',
  period: '1h',
  target: 0.99,
  sli: 1,
  budgetLeft: 1,
  burn: [],
  sentence: '',
};
export const QUESTION = { slo: 'availability', objective: '99%', clock: 'class' } as const;

export const PAGE_ALERT: AlertView = {
  name: 'SloBurn',
  state: 'firing',
  since: '2026-11-21T10:00:00Z',
  severity: 'P0',
  action: 'page',
  tier: 'fast',
  slo: 'availability',
  objective: '99%',
  clock: 'class',
  summary: '',
};

/** What the console sees, by the parts that a test names. */
export function pictureOf(change: Partial<Omit<Snapshot, 'hands' | 'room'>> = {}): Omit<Snapshot, 'hands' | 'room'> {
  return {
    now: new Date().toISOString(),
    lab: { cluster: 'SreSloLab', namespace: 'sre.local', appService: 'sre-app-service' },
    services: none,
    dns: none,
    targets: none,
    slos: { at: new Date().toISOString(), data: [AVAILABILITY], error: null },
    alerts: { at: new Date().toISOString(), data: [], error: null },
    faults: none,
    circuits: none,
    timeline: [],
    ...change,
  };
}

/** The console's server with a room, before a lab that a test makes up. */
export async function startRoom(options: { readonly sharedUrl?: string; readonly token?: string | null } = {}) {
  const token = options.token === null ? undefined : (options.token ?? TOKEN);
  const lab = {
    picture: pictureOf(),
    addresses: ['10.0.0.4'],
    pulled: [] as string[],
    told: [] as NewEvent[],
    sending: [] as number[],
  };
  const room = createRoom({
    token,
    sharedUrl: options.sharedUrl,
    appPort: 5000,
    addresses: () => lab.addresses,
    picture: () => lab.picture,
    tell: (event) => lab.told.push(event),
    startTraffic({ rate }) {
      lab.sending.push(rate);
      return { sent: () => 0, stop: () => void lab.sending.splice(lab.sending.indexOf(rate), 1) };
    },
  });
  const snapshot = () => ({ ...lab.picture, hands: { enabled: true, running: [] }, room: room.view() });
  const app = createServer({
    collector: { known: () => lab.picture, snapshot, refresh: async () => {}, watched() {}, close() {} },
    viewers: { add: () => false, show() {}, count: () => 0, dropped: () => 0, close() {} },
    hands: {
      async carryOut(action) {
        lab.pulled.push(action);
        return action;
      },
      running: () => [],
      close() {},
    },
    room,
    prometheus: {
      instant: async () => [],
      range: async () => [],
      targets: async () => [],
      alerts: async () => [],
      alertRules: async () => [],
    },
    dashboards: [],
    token,
    shared: true,
    page: __dirname,
  });
  const server = createHttpServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** `null` leaves a header out. */
  async function post(
    path: string,
    body: unknown,
    headers: { readonly token?: string; readonly origin?: string | null; readonly from?: string } = {},
  ) {
    const { token: bearer, origin = base, from } = headers;
    const response = await fetch(`${base}/sre/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(origin !== null && { origin }),
        ...(from !== undefined && { 'x-forwarded-for': from }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as {
      said?: string;
      error?: string;
      token?: string;
      inside?: { code: string; link: string; students: { name: string }[]; open: boolean };
    };
    return { status: response.status, ...answer };
  }
  const instructor = (action: string, body: object = {}) => post(`room/${action}`, body, { token: TOKEN });
  return {
    lab,
    room,
    post,
    instructor,
    /** A student with this name; the room is open. */
    async joined(name: string) {
      const { inside } = await instructor('inside');
      const { token: own = '' } = await post('room/join', { name, code: inside?.code });
      return { token: own, does: (action: string, body: object = {}) => post(`room/${action}`, body, { token: own }) };
    },
    async view() {
      return ((await (await fetch(`${base}/sre/dashboard`)).json()) as Snapshot).room;
    },
    text: async () => (await fetch(`${base}/sre/dashboard`)).text(),
    async close() {
      room.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
