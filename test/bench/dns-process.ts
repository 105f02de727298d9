import { startDnsServer } from '../../lib/local-cloud/dns/server';
import type { Zone } from '../../lib/local-cloud/dns/zone';

/** The lab's service with two tasks. */
const ZONES: readonly Zone[] = [
  {
    name: 'sre.local',
    names: [
      {
        name: 'sre-app-service.sre.local',
        ttlSeconds: 10,
        routing: 'MULTIVALUE',
        records: Array.from({ length: 2 }, (_, i) => ({ type: 'A' as const, address: `10.0.0.${i + 4}` })),
      },
    ],
  },
];

/** The DNS server alone in a process; prints its port, and its CPU time in microseconds at each line that it gets. */
async function main(): Promise<void> {
  const { port } = await startDnsServer({
    address: '127.0.0.1',
    port: 0,
    zones: () => ZONES,
    random: Math.random,
  });
  process.stdout.write(`${port}\n`);
  process.stdin.on('data', () => {
    const { user, system } = process.cpuUsage();
    process.stdout.write(`${user + system}\n`);
  });
  process.stdin.once('end', () => process.exit(0));
}

void main();
