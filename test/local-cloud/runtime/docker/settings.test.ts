import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_IMAGE, networkHolder, taskContainer } from '../../../../lib/local-cloud/runtime/docker/settings';
import type { ContainerSpec } from '../../../../lib/local-cloud/runtime/runtime';
import { findProjectRoot } from '../../../../lib/model/project-root';

const OWNER = { run: 'abcd', stateDirectory: '/lab/.lab/cloud' };
const LABELS = { 'sre-slo-lab.run': 'abcd', 'sre-slo-lab.state': '/lab/.lab/cloud' };
const SPEC: ContainerSpec = { name: 'app', image: 'app:1', environment: {}, ports: [5000], stopTimeoutSeconds: 30 };

const settingsOf = (container: Partial<ContainerSpec>) =>
  taskContainer({
    owner: OWNER,
    container: { ...SPEC, ...container },
    image: { name: 'lab/app:1', environment: { A: 'image', B: 'image' } },
    holder: 'pause',
    volumeName: (volume) => `task-${volume}`,
  });

test('a container of a task has what its definition says, and the network of its task', () => {
  expect(
    settingsOf({
      entryPoint: ['sh', '-c'],
      command: ['true'],
      environment: { A: 'task' },
      user: '1000:1000',
      workingDirectory: '/srv',
      readOnlyRoot: true,
      init: true,
      mounts: [{ volume: 'data', path: '/data', readOnly: false }],
    }),
  ).toEqual({
    Image: 'lab/app:1',
    Entrypoint: ['sh', '-c'],
    Cmd: ['true'],
    Env: ['A=task', 'B=image'],
    User: '1000:1000',
    WorkingDir: '/srv',
    Labels: LABELS,
    HostConfig: {
      NetworkMode: 'container:pause',
      Init: true,
      ReadonlyRootfs: true,
      Mounts: [
        {
          Type: 'volume',
          Source: 'task-data',
          Target: '/data',
          ReadOnly: false,
          VolumeOptions: { Labels: LABELS },
        },
      ],
      LogConfig: expect.anything(),
    },
  });
});

test("what a definition does not say is the image's own", () => {
  const settings = settingsOf({ entryPoint: [], command: [] });
  for (const name of ['Entrypoint', 'Cmd', 'User', 'WorkingDir']) expect(settings).not.toHaveProperty(name);
  expect(settings.HostConfig).toMatchObject({ Init: false, ReadonlyRootfs: false, Mounts: [] });
});

test("the container that has a task's network has its address, asks the lab's DNS, and can do nothing", () => {
  const settings = networkHolder({ owner: OWNER, network: 'lab', address: '172.18.0.5', resolver: '172.18.0.2' });
  expect(settings).toMatchObject({
    Entrypoint: ['sleep', 'infinity'],
    Labels: LABELS,
    HostConfig: { NetworkMode: 'lab', ReadonlyRootfs: true, CapDrop: ['ALL'], Dns: ['172.18.0.2'] },
    NetworkingConfig: { EndpointsConfig: { lab: { IPAMConfig: { IPv4Address: '172.18.0.5' } } } },
  });
});

test('the image beside the tasks is the one that the lab begins with', () => {
  const dockerfile = readFileSync(join(findProjectRoot(__dirname), 'app', 'Dockerfile'), 'utf8');
  expect([...dockerfile.matchAll(/^FROM .*?(node:\S+)/gm)].map(([, image]) => image)).toEqual([NODE_IMAGE, NODE_IMAGE]);
});
