/**
 * The lab's DNS among the containers: one file for plain node, in a container of its own. Each line of standard input is all
 * zones; the end of the input is the end of the cloud, and of this program.
 */
import { createInterface } from 'node:readline';
import { startDnsServer } from '../../../dns/server';
import type { Zone } from '../../../dns/zone';

let zones: readonly Zone[] = [];

const lines = createInterface(process.stdin);
lines.on('line', (line) => (zones = JSON.parse(line)));
lines.on('close', () => process.exit(0));

startDnsServer({ address: '0.0.0.0', port: 53, zones: () => zones, random: Math.random }).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
