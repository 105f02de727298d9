import { walkThrough } from './_walk-through';

const PROCESSES = { movesPages: true };

walkThrough({
  ...PROCESSES,
  title: 'the lab on this machine, network namespaces',
  arguments: ['--network', 'namespaces'],
  kind: 'namespaces',
  reason: /network namespace/,
  privateAddress: /^10\.0\./,
});

walkThrough({
  ...PROCESSES,
  title: 'the lab on this machine, network loopback',
  arguments: ['--network', 'loopback'],
  kind: 'loopback',
  reason: /over HTTP instead of DNS, because it was asked for$/,
  privateAddress: /^127\.1\./,
});
