import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountApiOf, createAccountApi } from '../../lib/aws/account-api';
import type { AccountClients } from '../../lib/aws/clients';
import { fakeClient } from './fake-client';

const JSON_ANSWERS: Readonly<Record<string, object>> = {
  DescribeImages: { __type: 'ImageNotFoundException', message: 'none' },
  GetServiceQuota: { Quota: { Value: 20 } },
};

const named = (name: string) => Object.assign(new Error('Said so.'), { name });

function api(answers: Readonly<Record<string, unknown>>) {
  const clients = {
    sts: fakeClient<AccountClients['sts']>(answers),
    ec2: fakeClient<AccountClients['ec2']>(answers),
    ecr: fakeClient<AccountClients['ecr']>(answers),
    quotas: fakeClient<AccountClients['quotas']>(answers),
  };
  return { clients, account: accountApiOf(clients, {}) };
}

describe('the account', () => {
  it('says who asks', async () => {
    const { account } = api({ GetCallerIdentity: { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:root' } });
    expect(await account.callerIdentity()).toEqual({ account: '123456789012', arn: 'arn:aws:iam::123456789012:root' });
  });

  it('counts VPCs', async () => {
    expect(await api({ DescribeVpcs: { Vpcs: [{}, {}] } }).account.countVpcs()).toBe(2);
    expect(await api({}).account.countVpcs()).toBe(0);
  });

  it.each([
    [{ Quota: { Value: 20 } }, 20],
    [{}, undefined],
    [named('AccessDeniedException'), undefined],
    [named('NoSuchResourceException'), undefined],
  ])('knows the quota of VPCs, where AWS tells it: %s is %s', async (answer, expected) => {
    const { account, clients } = api({ GetServiceQuota: answer });
    expect(await account.vpcQuota()).toBe(expected);
    expect(clients.quotas.asked).toEqual([['GetServiceQuota', { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' }]]);
  });

  it('knows how many vCPUs Fargate may run', async () => {
    const { account, clients } = api({ GetServiceQuota: { Quota: { Value: 30 } } });
    expect(await account.fargateVcpuQuota()).toBe(30);
    expect(clients.quotas.asked).toEqual([['GetServiceQuota', { ServiceCode: 'fargate', QuotaCode: 'L-3032A538' }]]);
  });

  it.each([
    [{}, 'present'],
    [named('ImageNotFoundException'), 'no image'],
    [named('RepositoryNotFoundException'), 'no repository'],
  ])('knows whether ECR has an image: %s is %s', async (answer, expected) => {
    const { account, clients } = api({ DescribeImages: answer });
    expect(await account.imagePresence('sre-slo-lab/app', 'aaa')).toBe(expected);
    expect(clients.ecr.asked).toEqual([
      ['DescribeImages', { repositoryName: 'sre-slo-lab/app', imageIds: [{ imageTag: 'aaa' }] }],
    ]);
  });

  it('fails with a sentence when AWS refuses', async () => {
    const { account } = api({
      DescribeImages: named('AccessDeniedException'),
      DescribeVpcs: named('AuthFailure'),
      GetServiceQuota: named('ExpiredTokenException'),
    });
    await expect(account.vpcQuota()).rejects.toMatchObject({ code: 'ExpiredCredentials' });
    await expect(account.imagePresence('a', 'b')).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(account.countVpcs()).rejects.toMatchObject({ code: 'WrongCredentials' });
  });

  it('asks with the real clients', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(/Credential=[^/]+\/\d+\/([^,]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      const target = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const json = JSON_ANSWERS[target];
      const status = target === 'DescribeImages' ? 400 : 200;
      response.writeHead(status, { 'content-type': json ? 'application/x-amz-json-1.1' : 'text/xml' });
      response.end(
        json
          ? JSON.stringify(json)
          : '<R><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>' +
              '<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></R>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const account = await createAccountApi({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    });
    expect(await account.region()).toBe('eu-west-1');
    expect(await account.callerIdentity()).toMatchObject({ account: '123456789012' });
    expect(await account.countVpcs()).toBe(1);
    expect(await account.imagePresence('sre-slo-lab/app', 'aaa')).toBe('no image');
    expect(await account.vpcQuota()).toBe(20);
    expect(asked).toEqual(['eu-west-1/sts', 'eu-west-1/ec2', 'eu-west-1/ecr', 'eu-west-1/servicequotas']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
