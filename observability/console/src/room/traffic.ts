import { OrderRefused } from '../hands/orders';
import type { startTraffic, Traffic } from '../hands/traffic';

/** What one student may send, in requests a second, and for how long. */
export const STUDENT_RATE = 5;
export const STUDENT_SECONDS = 60;
/** What all of them may send together. */
export const ROOM_RATE = 60;

/** The students' traffic: good requests at a capped rate, each of which ends by itself. */
export interface RoomTraffic {
  /** In the place of what the student sends already. Throws an OrderRefused when the room sends enough. */
  start(student: string, rate: number): void;
  stop(student: string): void;
  stopAll(): void;
  rateOf(student: string): number;
  now(): { readonly rate: number; readonly students: number };
}

export function createRoomTraffic(options: {
  readonly send: typeof startTraffic;
  readonly port: number;
  readonly addresses: () => readonly string[];
  /** Called when the first begins and when the last has ended. */
  readonly onChange: (sends: boolean) => void;
}): RoomTraffic {
  const { send, port, addresses, onChange } = options;
  const senders = new Map<
    string,
    { readonly rate: number; readonly traffic: Traffic; readonly timer: NodeJS.Timeout }
  >();

  const total = () => [...senders.values()].reduce((sum, { rate }) => sum + rate, 0);
  const rateOf = (student: string) => senders.get(student)?.rate ?? 0;
  function end(student: string): void {
    const sender = senders.get(student);
    if (sender === undefined) return;
    clearTimeout(sender.timer);
    sender.traffic.stop();
    senders.delete(student);
  }
  function stop(student: string): void {
    if (!senders.has(student)) return;
    end(student);
    if (senders.size === 0) onChange(false);
  }
  return {
    start(student, rate) {
      const others = total() - rateOf(student);
      if (others + rate > ROOM_RATE) {
        throw new OrderRefused(
          `the room sends ${others} requests a second, and ${ROOM_RATE} are its limit; wait until somebody's minute is over`,
        );
      }
      const isFirst = senders.size === 0;
      end(student);
      const traffic = send({ rate, failing: 0, seconds: STUDENT_SECONDS }, port, addresses);
      const timer = setTimeout(() => stop(student), STUDENT_SECONDS * 1000);
      senders.set(student, { rate, traffic, timer });
      if (isFirst) onChange(true);
    },
    stop,
    stopAll() {
      for (const student of senders.keys()) stop(student);
    },
    rateOf,
    now: () => ({ rate: total(), students: senders.size }),
  };
}
