import { join } from 'node:path';
import { IMAGES } from '../../lib/model/images';
import { awsCli, DOCKER, ROOT, StandIns } from './_stand-ins';

const SCRIPT = join(ROOT, 'deploy.sh');
const ALL = Object.values(IMAGES).map(({ repository }) => repository);

/** Node as `lab images` and `lab status`, which have tests of their own. */
const LAB = `
case "$*" in
  *images) printf 'app  sre-slo-lab/app:abc  app\\n' ;;
  *status*) echo 'the addresses' ;;
  -p*) echo '2026-11-21T15:00:00Z Europe/Berlin' ;;
esac`;

/** What the stand-in for `node -p` says of the end. */
const ENDS = '--parameters ExpiresAt=2026-11-21T15:00:00Z --parameters TimeZone=Europe/Berlin';

describe('deploy.sh', () => {
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns()
      .remove('node')
      .add('node', LAB)
      .add('aws', awsCli({ repositories: true, images: ALL }))
      .add('docker', DOCKER)
      .add('npx', '')
      .add('curl', 'echo 203.0.113.7');
  });
  afterEach(() => standIns.close());

  /** What was done; `node -p`, whose program has lines of its own, only computes the end. */
  const acts = () => standIns.calls().filter((call) => /^(curl|docker|npx|node bin)/.test(call));

  it("opens the lab to the caller's address, deploys with the pinned CDK CLI, and prints the addresses", () => {
    const { status, stdout, stderr } = standIns.run(SCRIPT);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(acts()).toEqual([
      'curl --silent --show-error --fail --ipv4 --max-time 10 https://checkip.amazonaws.com',
      'npx --no-install cdk synth --quiet -c allowedCidr=203.0.113.7/32',
      'node bin/lab.js images',
      `npx --no-install cdk deploy -c allowedCidr=203.0.113.7/32 ${ENDS} --require-approval never`,
      'node bin/lab.js status --target aws',
    ]);
    expect(stdout).toContain(
      'account 123456789012, region eu-west-1, and opens its ports 5000, 9090, 3000 and 8080 to 203.0.113.7/32, and to nobody else\n',
    );
    expect(stdout).toContain('the addresses\n');
    expect(stdout).toMatch(/Take it away with: npx cdk destroy\n$/);
  });

  it('asks nobody for the address with --cidr, and names the lab with --lab', () => {
    standIns.remove('curl');
    const { status, stdout } = standIns.run(SCRIPT, ['--cidr', '198.51.100.0/24,203.0.113.7/32', '--lab', 'team-3']);
    expect(status).toBe(0);
    expect(acts().slice(-2)).toEqual([
      `npx --no-install cdk deploy -c allowedCidr=198.51.100.0/24,203.0.113.7/32 -c lab=team-3 ${ENDS} --require-approval never`,
      'node bin/lab.js status --target aws --lab team-3',
    ]);
    expect(stdout).toMatch(/Take it away with: npx cdk destroy -c lab=team-3\n$/);
  });

  it('names an owner, and an end: four hours from now, another time, or never', () => {
    standIns.remove('node').add('node', `case "$1" in -p) ${process.execPath} "$@" ;; *)${LAB}\n;; esac`);
    const end = () => /ExpiresAt=(\S+)/.exec(acts().findLast((call) => call.includes('cdk deploy'))!)![1]!;
    const hours = () => (Date.parse(end()) - Date.now()) / 3_600_000;
    expect(standIns.run(SCRIPT, ['--owner', 'maria']).status).toBe(0);
    expect(acts().find((call) => call.includes('cdk deploy'))).toMatch(
      /--parameters TimeZone=\S+ --parameters Owner=maria /,
    );
    expect(hours()).toBeCloseTo(4, 1);
    expect(standIns.run(SCRIPT, ['--for', '90m']).stdout).toContain(
      `It ends by itself at ${end()}. "npx lab extend --target aws"`,
    );
    expect(hours()).toBeCloseTo(1.5, 1);
    expect(standIns.run(SCRIPT, ['--for', 'never']).stdout).toContain('It runs until you end it.');
    expect(end()).toBe('never');
  });

  it('builds the images that ECR does not have, before it deploys', () => {
    standIns.add('aws', awsCli({ repositories: true }));
    expect(standIns.run(SCRIPT).status).toBe(0);
    const order = acts().filter((call) => /--push|cdk deploy/.test(call));
    expect(order).toEqual([expect.stringContaining('--push app'), expect.stringContaining('cdk deploy')]);
  });

  it('makes the repositories only when told to', () => {
    standIns
      .add('aws', awsCli({ repositories: false }))
      .add('npx', '[[ $* != *Images* ]] || : >"$RECORD/repositories"');
    const refused = standIns.run(SCRIPT);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('or run this with --create-repositories\n');
    expect(acts().join('\n')).not.toContain('cdk deploy');
    expect(standIns.run(SCRIPT, ['--create-repositories']).status).toBe(0);
    expect(acts().filter((call) => call.includes('cdk deploy'))).toHaveLength(2);
  });

  it('fails with the CDK CLI, and prints no addresses', () => {
    standIns.add('npx', '[[ $* != *deploy* ]]');
    expect(standIns.run(SCRIPT).status).toBe(1);
    expect(acts().at(-1)).toContain('cdk deploy');
  });

  it('fails on networks that the lab refuses before it builds anything', () => {
    standIns.add('aws', awsCli({ repositories: true })).add('npx', 'echo "allowedCidr is wrong" >&2; exit 1');
    const { status, stderr } = standIns.run(SCRIPT, ['--cidr', 'everybody']);
    expect(status).toBe(1);
    expect(stderr).toBe('allowedCidr is wrong\n');
    expect(acts()).toEqual(['npx --no-install cdk synth --quiet -c allowedCidr=everybody']);
  });

  describe('refuses in one sentence, and does nothing,', () => {
    it.each<[string, RegExp, (given: StandIns) => unknown, Record<string, string>?]>([
      ['without the AWS CLI', /the AWS CLI is not on PATH/, (given) => given.remove('aws')],
      ['without credentials', /credentials .* "aws sso login"/, (given) => given.add('aws', 'exit 255')],
      ['without Node', /node is not on PATH/, (given) => given.remove('node')],
      ['without curl', /curl is not on PATH.* --cidr/, (given) => given.remove('curl')],
      ['without a network', /does not tell the address.* --cidr/, (given) => given.add('curl', 'exit 6')],
      ['on a login page instead of an address', /is no IPv4 address/, (given) => given.add('curl', 'echo "<html>"')],
      ['for a lab on a laptop', /AWS_ENDPOINT_URL/, () => {}, { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }],
    ])('%s', (_name, sentence, prepare, environment = {}) => {
      prepare(standIns);
      const { status, stdout, stderr } = standIns.run(SCRIPT, [], environment);
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(acts().filter((call) => !call.startsWith('curl'))).toEqual([]);
    });

    it('without Docker, when an image must be built', () => {
      standIns.add('aws', awsCli({ repositories: true })).remove('docker');
      const { status, stderr } = standIns.run(SCRIPT);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^build-and-push.sh: docker is not on PATH.*\n$/);
      expect(acts().join('\n')).not.toContain('cdk deploy');
    });

    it.each([
      [['--open'], '"--open" is no option; see ./deploy.sh --help'],
      [['--cidr'], '--cidr needs a value; see ./deploy.sh --help'],
      [['--for', '4'], '--for is "4"; allowed: minutes or hours, such as 90m or 8h, or never'],
    ])('on %j', (args, sentence) => {
      const { status, stderr } = standIns.run(SCRIPT, args);
      expect([status, stderr]).toEqual([2, `deploy.sh: ${sentence}\n`]);
      expect(standIns.calls()).toEqual([]);
    });
  });
});
