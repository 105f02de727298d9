import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestCloud } from './_helpers/cloud';
import { temporaryFolder } from './cli/temporary-folder';

const ROOT = join(__dirname, '..');
const EC2_SDK = 'lib/aws/ec2-sdk.ts';
/** What is bundled, and what it is made of. */
const BUNDLED = [EC2_SDK, 'lib/local-cloud/runtime/docker/resolver/main.ts', 'lib/local-cloud/dns'];
const FOLDERS = [
  'bin',
  'lib/aws',
  'observability',
  'app/src/metrics',
  'test/bench',
  'test/tools',
  'test/_fixtures',
  'test/_helpers',
];

describe('the build', () => {
  const folder = temporaryFolder();
  const built = () => join(folder(), 'dist/lib/answer.js');
  const source = (text: string) => writeFileSync(join(folder(), 'lib/answer.ts'), text);

  beforeEach(() => {
    for (const name of FOLDERS) mkdirSync(join(folder(), name), { recursive: true });
    for (const file of ['esbuild.config.js', 'package-lock.json', ...BUNDLED])
      cpSync(join(ROOT, file), join(folder(), file), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder(), 'node_modules'));
    source('export const answer: number = 41;');
  });

  const build = (how: 'build' | 'buildApart') =>
    spawnSync(process.execPath, ['-e', `require('./esbuild.config.js').${how}()`], { cwd: folder(), encoding: 'utf8' });

  it.each(['build', 'buildApart'] as const)('makes what changed, and nothing when nothing did (%s)', (how) => {
    expect(build(how)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(built(), 'utf8')).toContain('answer = 41');
    // Not made again: not even when it is gone.
    rmSync(built());
    build(how);
    expect(statSync(built(), { throwIfNoEntry: false })).toBeUndefined();
    source('export const answer: number = 42;');
    build(how);
    expect(readFileSync(built(), 'utf8')).toContain('answer = 42');
  });

  it('fails with the words of esbuild, and is tried again the next time', () => {
    source('export const answer = ;');
    for (let i = 0; i < 2; i += 1) {
      const { status, stdout, stderr } = build('buildApart');
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/Unexpected ";"[^]*lib\/answer\.ts:1:22/);
    }
  });
});

describe("the narrow file of EC2's SDK", () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is made of this source
  const sdk = require('../dist/lib/aws/ec2-sdk.js') as typeof import('../lib/aws/ec2-sdk');

  it("has no more of EC2's schemas than it needs, and asks EC2 as the package does", async () => {
    // 0.8 MB, of which 0.06 are EC2's own; with all schemas it is 1.8.
    expect(statSync(join(ROOT, 'dist/lib/aws/ec2-sdk.js')).size).toBeLessThan(1_000_000);
    const test = await startTestCloud();
    const { endpoint, region, credentials } = test.cloud;
    const ec2 = new sdk.EC2Client({ endpoint, region, credentials, maxAttempts: 1 });
    expect((await ec2.send(new sdk.DescribeVpcsCommand({}))).Vpcs).toEqual([]);
    const filter = { Name: 'network-interface-id', Values: ['eni-0'] };
    const { NetworkInterfaces } = await ec2.send(new sdk.DescribeNetworkInterfacesCommand({ Filters: [filter] }));
    expect(NetworkInterfaces).toEqual([]);
    ec2.destroy();
    await test.close();
  });
});
