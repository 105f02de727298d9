import { startWatchdog, type Watchdog } from '../processes/watchdog';
import type { FoundDocker } from './find-docker';

/**
 * Removes what has the label until two looks find nothing, because a request that was on its way may still make something.
 * An engine that does not answer has nothing, as far as can be seen; the next start looks again.
 */
const SCRIPT = `
docker=$1 host=unix://$2 label=label=$3 sleep=$4
export HOME=/
ask() { "$docker" --host "$host" "$@"; }
quiet=0 rounds=0
while [ $quiet -lt 2 ] && [ $rounds -lt 60 ]; do
  rounds=$((rounds + 1))
  containers=$(ask ps --all --quiet --filter "$label")
  volumes=$(ask volume ls --quiet --filter "$label")
  networks=$(ask network ls --quiet --filter "$label")
  if [ -z "$containers$volumes$networks" ]; then
    quiet=$((quiet + 1))
  else
    quiet=0
    [ -z "$containers" ] || ask rm --force --volumes $containers
    [ -z "$volumes" ] || ask volume rm --force $volumes
    [ -z "$networks" ] || ask network rm $networks
  fi
  "$sleep" 0.2
done`;

/** @param label what the containers, volumes and networks to remove have */
export function startContainerWatchdog(options: {
  readonly tools: { readonly sh: string; readonly sleep: string };
  readonly docker: Pick<FoundDocker, 'client' | 'socket'>;
  readonly label: string;
  readonly log: (line: string) => void;
}): Watchdog {
  const { tools, docker, label, log } = options;
  return startWatchdog({
    sh: tools.sh,
    script: SCRIPT,
    arguments: [docker.client, docker.socket, label, tools.sleep],
    log,
  });
}
