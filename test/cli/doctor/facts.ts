import type { MachineFacts } from '../../../lib/cli/doctor/facts';

/** A machine on which all is well. */
export const GOOD_MACHINE: MachineFacts = {
  nodeVersion: '20.20.2',
  platform: 'linux',
  programs: {
    unshare: '/usr/bin/unshare',
    ip: '/usr/sbin/ip',
    setpriv: '/usr/bin/setpriv',
    nsenter: '/usr/bin/nsenter',
    'iptables-restore': '/usr/sbin/iptables-restore',
    aws: '/usr/bin/aws',
  },
  namespaces: { works: true, output: '' },
  architecture: 'x64',
  alertmanager: { version: '0.25.0', program: '/usr/bin/prometheus-alertmanager' },
  grafana: { program: '/usr/bin/grafana', subcommand: ['server'], home: '/usr/share/grafana' },
  postgresql: '/usr/lib/postgresql/15/bin',
  prometheus: { version: '2.42.0', directory: '/usr/bin', promtool: true },
  ports: [
    { port: 4566, purpose: 'the AWS endpoint', needed: true, state: 'free' },
    { port: 5000, purpose: 'the app', needed: true, state: 'free' },
  ],
  availableMemoryMiB: 8000,
  runningLab: null,
};
