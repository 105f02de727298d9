import { randomBytes, randomUUID } from 'node:crypto';

/** An id as EC2 makes them: `vpc-0a1b…`, 17 hex digits. */
export function resourceId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** An id as ECS makes them: 32 hex digits. */
export function taskId(): string {
  return randomBytes(16).toString('hex');
}

/** A Cloud Map id: `srv-`, `ns-` and 16 lowercase letters and digits. */
export function cloudMapId(prefix: 'srv' | 'ns'): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return `${prefix}-${[...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('')}`;
}

/** A version-4 UUID. */
export function uuid(): string {
  return randomUUID();
}

/** Random letters and digits, as CloudFormation appends to physical names. */
export function suffix(length = 12): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** A deployment's id as ECS makes them: `ecs-svc/` and 19 digits. */
export function deploymentId(): string {
  const digits = BigInt(`0x${randomBytes(8).toString('hex')}`) % 9_000_000_000_000_000_000n;
  return `ecs-svc/${(digits + 1_000_000_000_000_000_000n).toString()}`;
}

/** A Cloud Map operation's id: 32 and 8 lowercase letters and digits. */
export function operationId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  const letters = [...randomBytes(40)].map((byte) => alphabet[byte % 32]).join('');
  return `${letters.slice(0, 32)}-${letters.slice(32)}`;
}
