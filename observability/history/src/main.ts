/** The init container of Prometheus: fills its volume with a synthetic month that ends now, and ends itself. */
import { fillVolume } from '../../../lib/history/fill-volume';
import { labSlos } from '../../../lib/history/lab-slos';
import { messageOf } from '../../../lib/model/errors';
import { readConfig } from './config';

try {
  const { settings, data, slos, made } = readConfig(process.env);
  const done = settings
    ? fillVolume({ settings, data, made, slos: () => labSlos(slos), now: new Date() })
    : 'no synthetic history is wanted (HISTORY=off)';
  process.stdout.write(`history: ${done}\n`);
} catch (error) {
  process.stderr.write(`history: ${messageOf(error)}\n`);
  process.exitCode = 1;
}
