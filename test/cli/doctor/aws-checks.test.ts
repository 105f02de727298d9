import type { AccountApi } from '../../../lib/aws/account-api';
import { awsChecks } from '../../../lib/cli/doctor/aws-checks';
import { IMAGE_NAMES } from '../../../lib/model/images';
import { formatDoctor } from '../../../lib/cli/format/doctor';
import { PLAIN } from '../../../lib/cli/format/style';
import { LabError } from '../../../lib/model/errors';

const TAGS = {
  app: 'aaa',
  prometheus: 'bbb',
  grafana: 'ccc',
  prober: 'ddd',
  console: 'iii',
  publisher: 'eee',
  history: 'fff',
  alertmanager: 'ggg',
  loki: 'hhh',
};

/** An account that is ready for a lab. */
const READY: AccountApi = {
  region: async () => 'eu-west-1',
  callerIdentity: async () => ({ account: '123456789012', arn: 'arn:aws:iam::123456789012:user/ana' }),
  countVpcs: async () => 1,
  vpcQuota: async () => 20,
  fargateVcpuQuota: async () => 30,
  imagePresence: async () => 'present',
};

const refused = (code: string, message: string) => async () => {
  throw new LabError(code, message);
};

describe('lab doctor --target aws', () => {
  it('says that a ready account is ready', async () => {
    const checks = await awsChecks(READY, TAGS, false);
    expect(formatDoctor({ target: 'aws', ready: true, checks }, PLAIN)).toBe(
      [
        '✓  region              eu-west-1',
        '✓  credentials         account 123456789012, arn:aws:iam::123456789012:user/ana',
        '✓  VPCs                1 of 20, the quota of the region',
        '✓  Fargate             a lab takes 0.75 vCPU, 1 during a deploy; the quota of the region is 30',
        '✓  image app           sre-slo-lab/app:aaa is in ECR',
        '✓  image prometheus    sre-slo-lab/prometheus:bbb is in ECR',
        '✓  image grafana       sre-slo-lab/grafana:ccc is in ECR',
        '✓  image prober        sre-slo-lab/prober:ddd is in ECR',
        '✓  image console       sre-slo-lab/console:iii is in ECR',
        '✓  image publisher     sre-slo-lab/publisher:eee is in ECR',
        '✓  image history       sre-slo-lab/history:fff is in ECR',
        '✓  image alertmanager  sre-slo-lab/alertmanager:ggg is in ECR',
        '✓  image loki          sre-slo-lab/loki:hhh is in ECR',
        '',
        'ready: ./deploy.sh',
      ].join('\n'),
    );
  });

  it.each([
    ['NoCredentials', 'there are no AWS credentials; start a lab', 'log in to AWS (AWS_PROFILE, "aws sso login")'],
    ['ExpiredCredentials', 'expired; log in again ("aws sso login")', 'log in again ("aws sso login")'],
  ])('asks nothing more without credentials: %s', async (code, message, advice) => {
    const checks = await awsChecks({ ...READY, callerIdentity: refused(code, message) }, TAGS, true);
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ['region', 'ok'],
      ['credentials', 'problem'],
    ]);
    expect(checks.at(-1)?.advice).toBe(advice);
  });

  it('asks nothing at all without a region', async () => {
    const message = 'no lab is running from this folder, and no AWS region is set; start a lab, or set AWS_REGION';
    expect(await awsChecks({ ...READY, region: refused('NoRegion', message) }, TAGS, true)).toEqual([
      { name: 'region', status: 'problem', found: 'no AWS region is set', advice: 'set AWS_REGION, such as us-east-1' },
    ]);
  });

  const vpcs = async (account: Partial<AccountApi>) =>
    (await awsChecks({ ...READY, ...account }, TAGS, true)).find(({ name }) => name === 'VPCs');

  it('warns at the quota of VPCs: a lab that is there already can be deployed again', async () => {
    expect(await vpcs({ countVpcs: async () => 19 })).toMatchObject({ status: 'ok' });
    expect(await vpcs({ countVpcs: async () => 20 })).toEqual({
      name: 'VPCs',
      status: 'warning',
      found: '20 of 20, the quota of the region',
      advice:
        'a lab that is not there yet needs one more: remove one, ask for more in Service Quotas, or take another region',
    });
  });

  it('warns at the default quota when it may not ask for the one of the account', async () => {
    const vpcQuota = async () => undefined;
    expect(await vpcs({ vpcQuota })).toEqual({
      name: 'VPCs',
      status: 'ok',
      found: "1 of 5, AWS' default: Service Quotas does not tell this account's own",
    });
    expect(await vpcs({ vpcQuota, countVpcs: async () => 5 })).toMatchObject({
      status: 'warning',
      advice: expect.stringMatching(/: unless the account has a higher quota, remove one, /),
    });
  });

  it.each([
    [30, 20, 'ok', '20 labs take 15 vCPU, 20 during a deploy; the quota of the region is 30'],
    [6, 20, 'problem', '20 labs take 15 vCPU, 20 during a deploy; the quota of the region is 6'],
    [
      undefined,
      20,
      'warning',
      '20 labs take 15 vCPU, 20 during a deploy; Service Quotas does not tell the quota (new accounts have 6)',
    ],
    [undefined, 5, 'ok', expect.stringContaining('5 labs take 3.75 vCPU')],
  ])('holds the quota of Fargate, %s, against %d labs: %s', async (quota, teams, status, found) => {
    const checks = await awsChecks({ ...READY, fargateVcpuQuota: async () => quota }, TAGS, true, teams);
    const check = checks.find(({ name }) => name === 'Fargate')!;
    expect(check).toMatchObject({ status, found });
    expect(check.advice === undefined).toBe(status === 'ok');
  });

  it.each([
    ['no image', true, 'warning', './build-and-push.sh'],
    ['no image', false, 'problem', './build-and-push.sh, where Docker with buildx is'],
    ['no repository', true, 'problem', "npx cdk deploy 'Images/*', then ./build-and-push.sh"],
  ] as const)('says what makes an image: %s, with Docker: %s', async (presence, hasDocker, status, advice) => {
    const checks = await awsChecks({ ...READY, imagePresence: async () => presence }, TAGS, hasDocker);
    expect(checks.find(({ name }) => name === 'image app')).toMatchObject({ status, advice });
  });

  it('tells a call that AWS does not allow, and asks the others', async () => {
    const denied = refused('AccessDenied', 'AWS does not allow this (no); ask for read access');
    const checks = await awsChecks({ ...READY, countVpcs: denied }, TAGS, true);
    expect(checks).toHaveLength(4 + IMAGE_NAMES.length);
    expect(checks[2]).toMatchObject({ name: 'VPCs', status: 'problem', found: 'AWS does not allow this (no)' });
  });

  it('fails on an error that is no answer of AWS', async () => {
    const broken = async () => {
      throw new TypeError('a defect');
    };
    await expect(awsChecks({ ...READY, countVpcs: broken }, TAGS, true)).rejects.toThrow('a defect');
  });
});
