'use strict';
/**
 * A lane: network, processes and state of its own, so that a lab runs in it beside the labs of other lanes. They all have the
 * same ports and the same checkout; what a lab writes into the checkout is the lane's own, by bind mounts. One lane may have
 * the machine's network instead, for those who ask a registry.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmdirSync } = require('node:fs');
const path = require('node:path');
const { root } = require('./programs');

/** What labs and the CDK CLI write into the checkout; the build, `dist`, is there before. */
const STATE = ['.lab', 'cdk.out'];

/** In the new namespaces, as root of them: sh stays their first process, which collects orphans that ended. */
const INSIDE = `set -e
state=$1 user=$2 node=$3 network=$4 patience=$5 root=$PWD
shift 5
if [ "$network" = own ]; then
  ip link set lo up
  # An address that is not loopback, for what a lab shows to a classroom.
  ip link add lane type veth peer name lane-peer
  ip address add 192.168.77.1/24 dev lane
  ip link set lane up
  ip link set lane-peer up
fi
for name in ${STATE.join(' ')}; do mount --bind "$state/$name" "$root/$name"; done
# Where the checkout is seen through the mounts.
cd "$root"
if [ -n "$user" ]; then set -- unshare --user --map-user="\${user%:*}" --map-group="\${user#*:}" -- "$@"; fi
code=0
"$@" || code=$?
"$node" test/run/what-is-left.js "$patience" >"$state/processes"
exit "$code"`;

const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Whether root makes lanes as root; an ordinary user, and a root who may not, does it in a user namespace. */
const WAYS = process.getuid?.() === 0 ? ['as root', 'in a user namespace'] : ['in a user namespace'];

/** How this machine makes lanes, or why it does not. */
function wayToMakeLanes(folder) {
  let why = '';
  for (const way of WAYS) {
    const [program, ...args] = inLane({ way, state: makeState(path.join(folder, 'probe')), network: 'own' }, ['true']);
    const { status, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
    if (status === 0) return { way };
    why = error?.message ?? stderr.trim();
  }
  return { why };
}

/**
 * The command that runs another one in a lane; it ends, and with it the lane, when this process does. What it left behind is
 * ended too, after `patienceMs`.
 */
function inLane({ way, state, network, patienceMs = 5_000 }, command) {
  const asRoot = way === 'as root';
  const namespaces = [...NAMESPACES, ...(network === 'own' ? ['--net'] : [])];
  const options = asRoot ? namespaces : ['--user', '--map-root-user', ...namespaces];
  const user = asRoot ? '' : `${process.getuid()}:${process.getgid()}`;
  const inside = ['sh', '-c', INSIDE, 'lane', state, user, process.execPath, network, `${patienceMs}`, ...command];
  return ['setpriv', '--pdeathsig', 'KILL', 'unshare', ...options, ...inside];
}

/** The processes that the last command in a lane left behind; without a lane it is not known whose they are. */
function processesLeft(state) {
  const file = path.join(state, 'processes');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** The folders of a lane's own, and those of the checkout over which they are mounted. */
function makeState(folder) {
  for (const name of STATE) {
    mkdirSync(path.join(folder, name), { recursive: true });
    mkdirSync(path.join(root, name), { recursive: true });
  }
  return folder;
}

/** Takes away what was made to be mounted over. */
function removeMountPoints() {
  for (const name of STATE) {
    try {
      rmdirSync(path.join(root, name));
    } catch {
      // There is something in it: it is the user's.
    }
  }
}

module.exports = { wayToMakeLanes, inLane, makeState, processesLeft, removeMountPoints };
