import { formatDown } from '../../../lib/cli/format/down';
import { PLAIN } from '../../../lib/cli/format/style';
import { formatUp } from '../../../lib/cli/format/up';
import { qrText } from '../../../lib/cli/share/qr-text';
import type { UpReport } from '../../../lib/cli/up/report';
import { MONTH } from '../history/month';

const REPORT: UpReport = {
  pid: 4242,
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  network: { kind: 'namespaces', reason: 'each task has an address of its own' },
  urls: {
    app: 'http://127.0.3.4:5000',
    prometheus: 'http://127.0.3.5:9090',
    grafana: null,
    alertmanager: null,
    console: null,
  },
  consoleToken: null,
  grafanaMissing: 'no Grafana on this machine',
  alertmanagerMissing: 'no Alertmanager on this machine',
  share: null,
  trafficPerSecond: 10,
  history: null,
  tookMs: 9_800,
  detached: false,
};

describe('the text of lab up', () => {
  it('says where everything is and what to try', () => {
    expect(formatUp(REPORT, PLAIN)).toMatchInlineSnapshot(`
     "
     ● The lab is up. It took 9.8 s.

       the API       http://localhost:5000  this task: http://127.0.3.4:5000
       Prometheus    http://localhost:9090  this task: http://127.0.3.5:9090
       Grafana       not running            no Grafana on this machine
       Alertmanager  not running            no Alertmanager on this machine
       AWS           http://127.0.0.1:4566
       network       namespaces             each task has an address of its own
       traffic       10 requests a second

     Try next, in a second terminal:
       1  npx lab status                                         tasks, addresses, DNS, targets
       2  while sleep 0.1; do curl -s localhost:5000/fail; done  the SLI falls below 99 %
       3  curl localhost:5000/kill                               the task dies, ECS starts another, DNS follows
       4  eval "$(npx lab env)" && npx cdk diff                  the real CDK CLI; deploy and destroy work too

     Ctrl-C takes it all down."
    `);
  });

  it('shows the shared console with its code, and both as a QR code', () => {
    const share = {
      urls: ['http://192.168.1.20:8080', 'http://10.0.0.7:8080'],
      code: 'K7MQ-29XP',
      link: 'http://192.168.1.20:8080/sre/dashboard-ui#room=K7MQ-29XP',
    };
    const text = formatUp({ ...REPORT, share }, PLAIN);
    expect(text).toContain(
      [
        'The console is open to the local network, for looking:',
        '  http://192.168.1.20:8080/sre/dashboard-ui',
        '  http://10.0.0.7:8080/sre/dashboard-ui',
        '  students join with the code K7MQ-29XP; it is in this picture:',
        '',
        ...qrText(share.link).map((line) => `  ${line}`),
      ].join('\n'),
    );
    expect(formatUp({ ...REPORT, share: { ...share, code: null } }, PLAIN)).toContain(
      '  the console does not tell its join code yet; its view Room has it, with the token of its buttons',
    );
  });

  it('says what the synthetic month leaves of the budgets, and that it is synthetic', () => {
    expect(formatUp({ ...REPORT, history: MONTH }, PLAIN)).toContain(
      [
        'What it leaves of the error budgets (real month)',
        '  Availability  99.9%  64.2 % left',
        '  Outside-in    99.9%  overspent by 34.0 %',
        '  The 30 days before now are synthetic (seed 7), incidents included: bad-deploy, unreachable.',
      ].join('\n'),
    );
  });

  it('says how to end a lab in the background', () => {
    expect(formatUp({ ...REPORT, detached: true }, PLAIN)).toContain(
      'It runs in the background (pid 4242); "npx lab down" takes it all down.',
    );
  });
});

describe('the text of lab down', () => {
  it('says what it did', () => {
    expect(formatDown({ stopped: { pid: 4242, tookMs: 1_200 } })).toBe('the lab is down; stopping took 1.2 s');
    expect(formatDown({ stopped: null })).toBe('no lab is running from this folder');
  });
});
