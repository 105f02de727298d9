import { Readable } from 'node:stream';
import type { AccessApi, OpenPort } from '../../../lib/aws/access-api';
import { allow, disallow } from '../../../lib/cli/access/allow';
import { ownAddress } from '../../../lib/cli/access/own-address';
import { allowMe } from '../../../lib/cli/commands/allow-me';
import { formatAccess } from '../../../lib/cli/format/allow-me';
import { PLAIN } from '../../../lib/cli/format/style';
import { LabError } from '../../../lib/model/errors';
import { PUBLIC_PORTS } from '../../../lib/model/public-ports';
import { givenLab } from '../../stacks/given-lab';
import { Template } from 'aws-cdk-lib/assertions';
import { fakeContext } from '../fake-host';

const PLACE = { cluster: 'SreSloLab', endpoint: null };
const MINE = '203.0.113.7/32';

/** Security groups that only remember. */
function fakeAccess(rules: Record<string, OpenPort[]>, isBehindLoadBalancer = false): AccessApi {
  return {
    doors: async (_cluster, services) =>
      services
        .filter((service) => rules[`sg-${service}`])
        .map((service) => ({ service, securityGroup: `sg-${service}`, isBehindLoadBalancer })),
    openPorts: async (group) => rules[group] ?? [],
    open: async (group, ports) => void rules[group]!.push(...ports),
    close: async (group, ports) => {
      rules[group] = rules[group]!.filter((rule) => !ports.includes(rule));
    },
  };
}

const closedLab = () =>
  ({ 'sg-sre-app-service': [], 'sg-sre-observability-service': [] }) as Record<string, OpenPort[]>;

describe('lab allow-me', () => {
  it('opens the ports that the stack opens to allowedCidr, to one network', async () => {
    const rules = closedLab();
    const { opened, alreadyOpen } = await allow(fakeAccess(rules), PLACE, MINE);
    expect(opened.map(({ service, port }) => `${service} ${port}`)).toEqual([
      'sre-app-service 5000',
      'sre-observability-service 9090',
      'sre-observability-service 3000',
      'sre-observability-service 9093',
      'sre-observability-service 8080',
    ]);
    expect(alreadyOpen).toEqual([]);
    expect(rules['sg-sre-app-service']).toEqual([{ port: 5000, cidr: MINE, description: 'lab allow-me' }]);
  });

  it('knows the ports of the template', () => {
    const template = Template.fromStack(givenLab({ allowedCidr: MINE }));
    const groups = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
    for (const [service, ports] of Object.entries(PUBLIC_PORTS)) {
      const group = groups.find(({ Properties }) => String(Properties.GroupDescription).startsWith(service))!;
      const inTemplate = group.Properties.SecurityGroupIngress.map(({ FromPort }: { FromPort: number }) => FromPort);
      expect(inTemplate).toEqual(ports);
    }
  });

  it('changes nothing the second time, nor what the stack opened itself', async () => {
    const rules = closedLab();
    rules['sg-sre-app-service'] = [{ port: 5000, cidr: MINE, description: 'the class to port 5000' }];
    const api = fakeAccess(rules);
    expect((await allow(api, PLACE, MINE)).alreadyOpen).toEqual([
      { service: 'sre-app-service', port: 5000, cidr: MINE },
    ]);
    const again = await allow(api, PLACE, MINE);
    expect([again.opened.length, again.alreadyOpen.length]).toEqual([0, 5]);
    expect((await disallow(api, PLACE, undefined)).closed).toHaveLength(4);
    expect(rules['sg-sre-app-service']).toHaveLength(1);
  });

  it('takes back one network, or all', async () => {
    const rules = closedLab();
    const api = fakeAccess(rules);
    await allow(api, PLACE, MINE);
    await allow(api, PLACE, '198.51.100.0/24');
    expect((await disallow(api, PLACE, MINE)).closed).toHaveLength(5);
    expect((await disallow(api, PLACE, undefined)).closed).toHaveLength(5);
    expect(rules).toEqual(closedLab());
  });

  it('fails without a lab, and behind a load balancer, which is the template‘s to open', async () => {
    await expect(allow(fakeAccess({}), PLACE, MINE)).rejects.toMatchObject({ code: 'NoLab' });
    await expect(allow(fakeAccess(closedLab(), true), PLACE, MINE)).rejects.toMatchObject({
      code: 'BehindLoadBalancer',
      message:
        'the lab SreSloLab is behind a load balancer, which lets in the networks of its template; deploy it again with -c allowedCidr=<networks>',
    });
  });

  it('has nothing to do for a lab on this machine', async () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
    const { data } = await allowMe.run(fakeContext({ environment }), { target: 'aws' });
    expect(data).toMatchObject({ isOnThisMachine: true, opened: [] });
    expect(formatAccess(data, PLAIN)).toMatch(/^nothing to open: this lab runs on this machine/);
  });

  it.each([
    ['203.0.113.7', MINE],
    ['198.51.100.0/24', '198.51.100.0/24'],
  ])('reads --cidr %s as %s', (text, cidr) => {
    expect(allowMe.options.find(({ flags }) => flags.startsWith('--cidr'))!.parse!(text)).toBe(cidr);
  });

  it.each([
    ['0.0.0.0/0', /^--cidr 0\.0\.0\.0\/0 lets in most of the internet/],
    ['198.51.100.7/24', /^--cidr 198\.51\.100\.7\/24 is not the start of a network/],
    ['everybody', /^--cidr is "everybody"; allowed: /],
    ['203.0.113.7/32,198.51.100.0/24', /^--cidr is ".*"; allowed: one network; run it again for the next one$/],
  ])('fails for --cidr %s', (text, message) => {
    const parse = allowMe.options.find(({ flags }) => flags.startsWith('--cidr'))!.parse!;
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'InvalidArgument', message: expect.stringMatching(message) }),
    );
  });

  it('says what is open to whom, and what a deployment does to it', async () => {
    const changes = await allow(fakeAccess(closedLab()), PLACE, MINE);
    const text = formatAccess({ ...PLACE, ...changes, cidr: MINE, isOnThisMachine: false }, PLAIN);
    expect(text.split('\n')).toEqual([
      '✓ SreSloLab is open to 203.0.113.7/32, at the addresses of "npx lab status"',
      '  sre-app-service            port 5000  203.0.113.7/32  opened',
      '  sre-observability-service  port 9090  203.0.113.7/32  opened',
      '  sre-observability-service  port 3000  203.0.113.7/32  opened',
      '  sre-observability-service  port 9093  203.0.113.7/32  opened',
      '  sre-observability-service  port 8080  203.0.113.7/32  opened',
      'cdk deploy keeps what was opened here; ./deploy.sh, cdk destroy and "npx lab allow-me --remove" take it back',
    ]);
  });
});

describe('the address of this machine', () => {
  const answering = (text: string) => async () => Readable.from([text]) as never;

  it('is what AWS answers', async () => {
    expect(await ownAddress(answering('203.0.113.7\n'))).toBe('203.0.113.7');
  });

  it('fails with what else was answered, cut', async () => {
    await expect(ownAddress(answering(`<html>${'x'.repeat(500)}`))).rejects.toThrow(
      /^https:\/\/checkip\.amazonaws\.com answered "<html>x{54}", which is no IPv4 address; say it with --cidr$/,
    );
  });

  it('fails with a way out when nobody answers', async () => {
    const unreachable = async () => {
      throw new LabError('DownloadUnreachable', 'checkip.amazonaws.com cannot be reached (no connection within 3 s)');
    };
    await expect(ownAddress(unreachable)).rejects.toThrow(
      'https://checkip.amazonaws.com does not tell the address of this machine (checkip.amazonaws.com cannot be reached (no connection within 3 s)); say it with --cidr',
    );
  });
});
