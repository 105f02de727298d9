import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { createAws } from './collect/aws';
import { createCollector, type Collector } from './collect/collector';
import { findByDns, findByHttp } from './collect/find-app';
import { createPrometheus } from './collect/prometheus';
import { ConfigError, readConfig, type Config } from './config';
import { readDashboards } from './dashboards';
import { createAppLevers } from './hands/app';
import { createHands } from './hands/hands';
import { startTraffic } from './hands/traffic';
import { createServer } from './http/server';
import { createViewers } from './http/viewers';
import { createRoom } from './room/room';
import { createTimeline, type NewEvent } from './story/timeline';

/** 0 after a stop, 1 when it cannot listen, 2 for a configuration that cannot be used. */
function main(): void {
  const config = configOrExit();
  const { appService, namespace, appPort, discovery, token, chaosToken, sharedUrl, host, port } = config;
  const name = `${appService}.${namespace}`;
  const aws = createAws(config);
  const prometheus = createPrometheus(config.prometheus);
  const timeline = createTimeline();
  timeline.add({
    at: Date.now(),
    kind: 'console',
    tone: 'note',
    title: 'The console started',
    detail: 'what was before is from Prometheus and ECS',
  });

  // Each needs the others: the picture is asked for only when all are there.
  const picture = () => collector.snapshot();
  const tell = (event: NewEvent) => {
    timeline.add(event);
    viewers.show();
  };
  const hands = createHands({
    aws,
    levers: createAppLevers(appPort, chaosToken),
    appService,
    appPort,
    picture: () => collector.known(),
    tell,
  });
  const room = createRoom({
    token,
    sharedUrl,
    appPort,
    addresses: () => collector.known().dns.data?.addresses ?? [],
    picture: () => collector.known(),
    tell,
    startTraffic,
  });
  const viewers = createViewers(picture, (yes) => collector.watched(yes));
  const collector: Collector = createCollector({
    config,
    aws,
    prometheus,
    findApp: discovery ? findByHttp(discovery, name, appPort) : findByDns(name),
    timeline,
    hands: () => ({ enabled: token !== undefined, running: hands.running() }),
    room: room.view,
    onPicture() {
      room.look(collector.known());
      viewers.show();
    },
  });
  const app = createServer({
    collector,
    viewers,
    hands,
    room,
    prometheus,
    dashboards: readDashboards(join(__dirname, 'dashboards')),
    token,
    shared: sharedUrl !== undefined,
    page: join(__dirname, 'public'),
  });
  // Express' handler: what it throws, it answers.
  // eslint-disable-next-line @typescript-eslint/no-misused-promises
  const server = createHttpServer(app);
  server.on('error', ({ message }) => complain(`cannot listen on port ${port} of ${host}: ${message}`, 1));
  // Also when nothing changes: a page that hears nothing takes what it shows for old.
  setInterval(() => viewers.show(), 1_000).unref();
  server.listen(port, host, () => log('listening', { address: server.address(), hands: token !== undefined }));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      hands.close();
      room.close();
      collector.close();
      viewers.close();
      process.exit(0);
    });
  }
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message, 2);
    throw error;
  }
}

function log(msg: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ level: 'info', time: new Date().toISOString(), msg, ...fields })}\n`);
}

function complain(sentence: string, exitCode: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

main();
