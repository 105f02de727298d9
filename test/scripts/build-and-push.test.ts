import { join } from 'node:path';
import { IMAGE_NAMES, imageFolder, IMAGES, imageTags, type ImageName } from '../../lib/model/images';
import { awsCli, DOCKER, ROOT, StandIns } from './_stand-ins';

const SCRIPT = join(ROOT, 'build-and-push.sh');
const REGISTRY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const ALL = Object.values(IMAGES).map(({ repository }) => repository);
const tags = imageTags(ROOT);

describe('build-and-push.sh', () => {
  let standIns: StandIns;
  beforeEach(() => {
    standIns = new StandIns()
      .add('aws', awsCli({ repositories: true }))
      .add('docker', DOCKER)
      .add('npx', '');
  });
  afterEach(() => standIns.close());

  const acts = () =>
    standIns
      .calls()
      .filter((call) => !/^aws (sts|configure|ecr describe)|docker (info|buildx (version|inspect))/.test(call));

  it('builds every image for both platforms, under the tag that the synth uses, and pushes it', () => {
    const { status, stderr } = standIns.run(SCRIPT);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const build = (name: keyof typeof IMAGES) =>
      'docker buildx build --builder sre-slo-lab --platform linux/arm64,linux/amd64 --provenance=false ' +
      `--tag ${REGISTRY}/${IMAGES[name].repository}:${tags[name]} ${whatIsPushed(name)}`;
    expect(new Set(acts())).toEqual(
      new Set([
        'aws ecr get-login-password',
        `docker login --username AWS --password-stdin ${REGISTRY}`,
        'docker buildx create --name sre-slo-lab --driver docker-container',
        build('app'),
        build('prometheus'),
        build('grafana'),
        build('prober'),
        build('console'),
        build('publisher'),
        build('history'),
        build('alertmanager'),
        build('loki'),
        'docker buildx rm sre-slo-lab',
      ]),
    );
    expect(acts().at(-1)).toBe('docker buildx rm sre-slo-lab');
  });

  it('hands the password over on standard input, never as an argument', () => {
    standIns.run(SCRIPT);
    expect(standIns.read('password')).toBe('the-password\n');
    expect(standIns.calls().join('\n')).not.toContain('the-password');
  });

  it('skips what ECR has', () => {
    standIns.add(
      'aws',
      awsCli({ repositories: true, images: ALL.filter((one) => one !== IMAGES.prometheus.repository) }),
    );
    const { status, stdout } = standIns.run(SCRIPT);
    expect(status).toBe(0);
    expect(stdout).toContain(`${IMAGES.app.repository}:${tags.app} is in ECR already`);
    expect(acts().filter((call) => call.includes('--push'))).toEqual([
      expect.stringContaining('observability/prometheus'),
    ]);
  });

  it('needs no Docker when ECR has everything', () => {
    standIns.add('aws', awsCli({ repositories: true, images: ALL })).remove('docker');
    const { status, stdout } = standIns.run(SCRIPT);
    expect(status).toBe(0);
    expect(stdout).toContain('nothing to build: account 123456789012, region eu-west-1 has every image');
    expect(acts()).toEqual([]);
  });

  it('leaves a builder that was there', () => {
    standIns.add('docker', 'case "$*" in login*) cat ;; esac');
    expect(standIns.run(SCRIPT).status).toBe(0);
    expect(acts().filter((call) => /buildx (create|rm)/.test(call))).toEqual([]);
  });

  it.each([true, false])('does nothing in a dry run, and says all of it (repositories: %s)', (repositories) => {
    standIns.add('aws', awsCli({ repositories }));
    const { status, stdout } = standIns.run(SCRIPT, ['--dry-run', '--create-repositories']);
    expect(status).toBe(0);
    expect(acts()).toEqual([]);
    expect(stdout).toContain(`would log in to ${REGISTRY}\n`);
    for (const name of IMAGE_NAMES) {
      expect(stdout).toContain(`--tag ${REGISTRY}/${IMAGES[name].repository}:${tags[name]} ${whatIsPushed(name)}\n`);
    }
    expect(stdout.includes('would run: npx --no-install cdk deploy Images/*')).toBe(!repositories);
  });

  it('makes the repositories only when told to', () => {
    standIns.add('aws', awsCli({ repositories: false })).add('npx', ': >"$RECORD/repositories"');
    const refused = standIns.run(SCRIPT);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toBe(
      'build-and-push.sh: ECR in account 123456789012, region eu-west-1 has no repository sre-slo-lab/app; make the ' +
        'repositories with "npx cdk deploy \'Images/*\'", or run this with --create-repositories\n',
    );
    expect(acts()).toEqual([]);
    expect(standIns.run(SCRIPT, ['--create-repositories']).status).toBe(0);
    expect(acts()[0]).toBe('npx --no-install cdk deploy Images/* --require-approval never');
    expect(acts().filter((call) => call.includes('--push'))).toHaveLength(IMAGE_NAMES.length);
  });

  it('fails, and takes its builder away, when a build fails', () => {
    standIns.add('docker', `${DOCKER}\ncase "$*" in "buildx build"*) exit 1 ;; esac`);
    expect(standIns.run(SCRIPT).status).toBe(1);
    expect(acts().at(-1)).toBe('docker buildx rm sre-slo-lab');
    expect(acts().filter((call) => call.includes('--push'))).toHaveLength(1);
  });

  describe('refuses in one sentence, and does nothing,', () => {
    it.each<[string, RegExp, (given: StandIns) => unknown, Record<string, string>?]>([
      ['without the AWS CLI', /the AWS CLI is not on PATH/, (given) => given.remove('aws')],
      ['without credentials', /credentials .* "aws sso login"/, (given) => given.add('aws', 'exit 255')],
      ['without Docker', /docker is not on PATH/, (given) => given.remove('docker')],
      ['without buildx', /docker has no buildx/, (given) => given.add('docker', '[ "$1" != buildx ]')],
      ['without an engine', /no Docker engine answers/, (given) => given.add('docker', '[ "$1" != info ]')],
      ['without Node', /node is not on PATH/, (given) => given.remove('node')],
      [
        'when AWS refuses',
        /AWS refused: denied/,
        (given) => given.add('aws', `case $1 in ecr) echo denied >&2; exit 254 ;; *) echo x ;; esac`),
      ],
      [
        'for a lab on a laptop',
        /AWS_ENDPOINT_URL is http:\/\/127/,
        () => {},
        { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
      ],
    ])('%s', (_name, sentence, prepare, environment = {}) => {
      prepare(standIns);
      const { status, stdout, stderr } = standIns.run(SCRIPT, [], environment);
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(acts()).toEqual([]);
    });

    it('on an option that it does not have', () => {
      const { status, stderr } = standIns.run(SCRIPT, ['--pussh']);
      expect(status).toBe(2);
      expect(stderr).toBe('build-and-push.sh: "--pussh" is no option; see ./build-and-push.sh --help\n');
      expect(standIns.calls()).toEqual([]);
    });
  });
});

/** The end of a build: its Dockerfile, and its context. */
function whatIsPushed(name: ImageName): string {
  return `--file ${imageFolder(IMAGES[name])}/Dockerfile --push ${IMAGES[name].context}`;
}
