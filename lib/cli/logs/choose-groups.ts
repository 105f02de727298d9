import { LabError } from '../../model/errors';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';

/** The containers of the app's task; all others are of observability. */
const APP_CONTAINERS = new Set(['app', 'postgres', 'log-router']);

/**
 * The log groups that a word means: a container's, or those of a service's containers.
 * @param groups what the lab has: `/SreSloLab/app`, …
 * @param word undefined: all of them
 */
export function chooseGroups(groups: readonly string[], word: string | undefined): readonly string[] {
  if (word === undefined) return groups;
  const ofApp = (group: string) => APP_CONTAINERS.has(containerOf(group));
  const chosen = groups.filter((group) => {
    if (word === APP_SERVICE) return ofApp(group);
    if (word === OBSERVABILITY_SERVICE) return !ofApp(group);
    return containerOf(group) === word;
  });
  if (chosen.length > 0) return chosen;
  const names = [...groups.map(containerOf), APP_SERVICE, OBSERVABILITY_SERVICE].join(', ');
  const elsewhere =
    word === 'app' ? `; a lab of -c logs=loki has the app's log in Grafana, Explore, and not in CloudWatch` : '';
  throw new LabError('NoSuchLog', `this lab has no log of "${word}"; it has ${names}${elsewhere}`);
}

/** `/SreSloLab/app` → `app` */
export function containerOf(group: string): string {
  return group.slice(group.lastIndexOf('/') + 1);
}
