import { mkdirSync, rmSync } from 'node:fs';
import type { LabApi } from '../../aws/lab-api';
import { prepareContainerImages, type FoundDocker } from '../../local-cloud/index';
import { createLabApi } from '../../aws/sdk-lab-api';
import { messageOf } from '../../model/errors';
import { labOf } from '../../model/lab';
import { OBSERVABILITY_SERVICE } from '../../model/names';
import type { CommandContext, Outcome } from '../command';
import type { UpOptions } from '../commands/up';
import { HISTORY_DEFAULTS } from '../../slo/history/options';
import { duration } from '../format/duration';
import { backfillInChild } from '../history/backfill-in-child';
import type { HistoryReport } from '../../history/report';
import { imagesToPrepare, labContainerImages } from '../images/container-images';
import type { MonthWanted } from '../images/history';
import { exitCodeOf } from '../interrupted';
import { labPaths } from '../paths';
import { claimRunFile } from '../run-state/claim';
import { openShare } from '../share/share-console';
import type { ServiceStatus } from '../status/lab-status';
import { urlsOf } from '../status/urls';
import { cdkDeploy } from './cdk';
import { cdkEnvironment } from './cdk-environment';
import { prepareMachine } from './prepare-machine';
import type { UpReport } from './report';
import { openCloud } from './open-cloud';
import { sendGentleTraffic } from './start-traffic';
import { createSteps, type Steps } from './steps';
import { listenForStop, type StopRequest } from './stop-request';
import { createTeardown, type Teardown } from './teardown';
import { countsOf, waitUntilSteady, waitUntilTargetUp } from './wait-until-ready';

/** Starts the whole lab in this process. Its outcome stays in the foreground until a stop signal. */
export async function upHere(context: CommandContext, options: UpOptions): Promise<Outcome<UpReport>> {
  const stop = listenForStop(context.signals);
  const teardown = createTeardown();
  try {
    const data = await start(context, options, stop, teardown);
    return { data, foreground: () => untilStopped(context, stop, teardown) };
  } catch (error) {
    await takeDown(context, stop, teardown);
    // A step that failed because it was stopped did not fail by itself.
    stop.signal.throwIfAborted();
    throw error;
  }
}

/** Step by step from nothing to a target that is UP; whatever has to be undone is in `teardown`. */
async function start(
  context: CommandContext,
  options: UpOptions,
  stop: StopRequest,
  teardown: Teardown,
): Promise<UpReport> {
  const { root, environment, childOutput } = context;
  const { signal } = stop;
  const paths = labPaths(root);
  const { stackName: cluster } = labOf();
  const steps = createSteps(context);

  const claim = claimRunFile(paths.runFile, cluster);
  teardown.add('run file', claim.release);

  const share = options.share ? await openShare(options) : undefined;
  if (share) teardown.add('shared console', share.close);
  const machine = await prepareMachine(context, { ...options, signal, steps });
  if ('docker' in machine) await makeImages(context, machine.docker, steps);
  const month = options.backfill === false ? undefined : startHistory(context, options, signal);
  const cloud = await steps.step(
    'local cloud',
    () =>
      openCloud({ ...options, root, environment, paths, machine, month, sharedUrl: share?.urls[0], teardown, signal }),
    ({ endpoint, network }) => `${endpoint}, network: ${network.kind}`,
  );
  claim.update({ cloud });
  // Loading the SDK takes a while: it happens while the CDK CLI works.
  const loadingApi = createLabApi(cloud);
  loadingApi.catch(() => {}); // Awaited below; a deploy that fails first shall not leave it unhandled.

  mkdirSync(paths.temporary, { recursive: true });
  teardown.add('temporary files', () => rmSync(paths.temporary, { recursive: true, force: true }));
  await steps.step(
    'cdk deploy',
    () =>
      cdkDeploy({
        root,
        environment: cdkEnvironment(environment, cloud, paths),
        output: childOutput,
        signal,
        ...(options.console === false && { context: ['console=off'] }),
      }),
    () => 'the stack is there',
  );

  const history = month && (await steps.step('history', () => month.made, toldOf));
  const api = await loadingApi;
  await steps.step('services', (show) => waitUntilSteady({ api, cluster, signal, show }), countsOf);
  const services = await steps.step(
    'target',
    (show) => waitUntilTargetUp({ api, cluster, signal, show }),
    () => 'Prometheus scrapes the app: UP',
  );
  teardown.add('traffic', sendGentleTraffic(options.traffic, api, cluster));
  share?.leadTo(api, cluster);
  const consoleToken = await tokenOfConsole(api, cluster);
  signal.throwIfAborted();
  claim.update({ phase: 'up' });
  const { endpoint, region, network } = cloud;
  return {
    pid: process.pid,
    endpoint,
    region,
    network,
    urls: urlsOf(services),
    grafanaMissing: whyMissing(services, 'grafana'),
    alertmanagerMissing: whyMissing(services, 'alertmanager'),
    consoleToken: consoleToken ?? null,
    share: (await share?.report(consoleToken)) ?? null,
    trafficPerSecond: options.traffic,
    history: history ?? null,
    tookMs: steps.elapsedMs(),
    detached: false,
  };
}

/** Before anything waits for them: the first time takes minutes. */
async function makeImages({ root, environment }: CommandContext, docker: FoundDocker, steps: Steps): Promise<void> {
  const images = imagesToPrepare(labContainerImages(root));
  await steps.step(
    'images',
    (show) => prepareContainerImages({ docker, environment, images, show }),
    () => `${images.length} in Docker, as their Dockerfiles say`,
  );
}

/** A month that is on its way, and what there will be to tell of it. */
interface Month extends MonthWanted {
  readonly made: Promise<HistoryReport>;
}

/** Makes the synthetic month while the CDK CLI works, so that the init container finds it made. */
function startHistory({ root, environment }: CommandContext, { seed, traffic }: UpOptions, signal: AbortSignal): Month {
  // Without traffic of its own, the lab gets somebody else's: the usual rate is the best guess.
  const settings = { ...HISTORY_DEFAULTS, seed, traffic: traffic || HISTORY_DEFAULTS.rate };
  const made = backfillInChild(root, environment, settings, signal);
  made.catch(() => {}); // Whoever waits for it hears of it.
  return { settings, made, folder: labPaths(root).history };
}

function toldOf({ days, seed, tookMs }: HistoryReport): string {
  return `${days} synthetic days (seed ${seed}), made in ${duration(tookMs)}`;
}

/** A lab without it has no such secret; and a lab that is up is not taken down because a page has no token. */
function tokenOfConsole(api: LabApi, cluster: string): Promise<string | undefined> {
  const secret = { cluster, service: OBSERVABILITY_SERVICE, container: 'console', name: 'CONSOLE_TOKEN' };
  return api.containerSecret(secret).catch(() => undefined);
}

/** Why a container of observability does not run; null when it does. */
function whyMissing(services: readonly ServiceStatus[], container: string): string | null {
  const tasks = services.find(({ name }) => name === OBSERVABILITY_SERVICE)?.tasks ?? [];
  const found = tasks.flatMap(({ containers }) => containers).find(({ name }) => name === container);
  if (found?.lastStatus === 'RUNNING') return null;
  // ECS puts its error's name first, which a student need not know.
  return found?.reason?.replace(/^\w+Error: /, '') ?? 'its container does not run';
}

/**
 * Resolves with the exit code. A lab that was up and is asked to end has done its work: 0, whichever signal asked, so
 * that `npm start` does not report an error after Ctrl-C, and a script goes on after `lab down`.
 */
export async function untilStopped(context: CommandContext, stop: StopRequest, teardown: Teardown): Promise<number> {
  const signal = await stop.requested;
  if (!(await takeDown(context, stop, teardown))) return exitCodeOf(signal);
  context.progress('the lab is down; nothing of it is left running');
  return 0;
}

/** True when everything was undone in order; a second stop signal ends the wait, and the kernel ends the tasks. */
export async function takeDown(
  { progress, style }: CommandContext,
  stop: StopRequest,
  teardown: Teardown,
): Promise<boolean> {
  if (stop.signal.aborted) progress(style.quiet('\nstopping the lab; once more stops it in a hurry'));
  const failures = await Promise.race([teardown.run(), stop.hurried]);
  stop.dispose();
  if (typeof failures === 'string') {
    teardown.hurry();
    return false;
  }
  for (const { name, error } of failures) progress(style.bad(`could not undo: ${name}: ${messageOf(error)}`));
  return failures.length === 0;
}
