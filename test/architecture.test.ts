import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(__dirname, '..');
const SOURCE_FOLDERS = ['bin', 'lib', 'app/src', 'observability'];

/** Who may import whom, most specific place first: prefixes of files of the project, and of packages. */
const RULES: readonly {
  readonly from: string;
  readonly files: readonly string[];
  readonly packages: readonly string[];
}[] = [
  {
    from: 'bin/sre-lab.ts',
    files: ['lib/stacks', 'lib/constructs', 'lib/model'],
    packages: ['aws-cdk-lib', 'constructs'],
  },
  { from: 'bin/lab.ts', files: ['lib/cli', 'lib/model'], packages: [] },
  {
    from: 'lib/stacks',
    files: ['lib/stacks', 'lib/constructs', 'lib/model'],
    packages: ['aws-cdk-lib', 'constructs', 'zod'],
  },
  { from: 'lib/constructs', files: ['lib/constructs', 'lib/model'], packages: ['aws-cdk-lib', 'constructs'] },
  { from: 'lib/model', files: ['lib/model'], packages: [] },
  { from: 'lib/aws', files: ['lib/aws', 'lib/model'], packages: ['@aws-sdk/', 'zod'] },
  {
    from: 'lib/slo/history',
    files: ['lib/slo', 'lib/model', 'app/src/metrics/names.ts', 'observability/prober/src/names.ts'],
    packages: [],
  },
  { from: 'lib/slo', files: ['lib/slo', 'lib/model'], packages: ['yaml', 'zod'] },
  { from: 'lib/history', files: ['lib/history', 'lib/slo', 'lib/model'], packages: [] },
  { from: 'lib/cost', files: ['lib/cost', 'lib/model'], packages: [] },
  { from: 'lib/report', files: ['lib/report', 'lib/scenarios', 'lib/slo', 'lib/model'], packages: [] },
  { from: 'lib/scenarios', files: ['lib/scenarios', 'lib/aws', 'lib/slo', 'lib/model'], packages: ['yaml', 'zod'] },
  {
    from: 'lib/lessons',
    files: ['lib/lessons', 'lib/slo', 'lib/model', 'lib/report/sections.ts'],
    packages: ['zod'],
  },
  {
    from: 'lib/cli',
    files: [
      'lib/cli',
      'lib/aws',
      'lib/cost',
      'lib/history',
      'lib/report',
      'lib/slo',
      'lib/scenarios',
      'lib/lessons',
      'lib/model',
      'lib/local-cloud/index.ts',
    ],
    packages: ['commander', 'picocolors', 'qrcode-generator', 'zod', 'yaml'],
  },
  { from: 'lib/local-cloud/cloud.ts', files: ['lib/local-cloud', 'lib/model/errors.ts'], packages: [] },
  {
    from: 'lib/local-cloud/machine.ts',
    files: ['lib/local-cloud/runtime', 'lib/local-cloud/dns/zone.ts', 'lib/local-cloud/index.ts'],
    packages: [],
  },
  { from: 'lib/local-cloud/index.ts', files: ['lib/local-cloud'], packages: [] },
  {
    from: 'lib/local-cloud/http',
    files: ['lib/local-cloud/http', 'lib/local-cloud/services', 'lib/local-cloud/kernel', 'lib/model/errors.ts'],
    packages: ['zod'],
  },
  { from: 'lib/local-cloud/services/ports.ts', files: ['lib/local-cloud/kernel'], packages: [] },
  {
    from: 'lib/local-cloud/template',
    files: ['lib/local-cloud/template', 'lib/local-cloud/kernel', 'lib/model/errors.ts'],
    packages: ['zod', 'yaml'],
  },
  {
    from: 'lib/local-cloud/scheduler',
    files: ['lib/local-cloud/scheduler', 'lib/local-cloud/kernel', 'lib/model/errors.ts'],
    packages: [],
  },
  {
    from: 'lib/local-cloud/runtime',
    files: ['lib/local-cloud/runtime', 'lib/local-cloud/dns', 'lib/local-cloud/kernel', 'lib/model/errors.ts'],
    packages: [],
  },
  {
    from: 'lib/local-cloud/dns',
    files: ['lib/local-cloud/dns', 'lib/local-cloud/kernel', 'lib/model/errors.ts'],
    packages: ['dns-packet'],
  },
  { from: 'lib/local-cloud/kernel', files: ['lib/local-cloud/kernel', 'lib/model/errors.ts'], packages: ['zod'] },
  { from: 'app/src', files: ['app/src'], packages: ['express', 'opossum', 'pg', 'pino', 'prom-client', 'zod'] },
  { from: 'observability/prober', files: ['observability/prober'], packages: [] },
  {
    from: 'observability/console',
    files: ['observability/console'],
    packages: [
      '@aws-sdk/',
      'express',
      'express-rate-limit',
      'helmet',
      'preact',
      'preact/hooks',
      'qrcode-generator',
      'uplot',
      'vite',
    ],
  },
  {
    from: 'observability/publisher',
    files: ['observability/publisher'],
    packages: ['@aws-sdk/client-cloudwatch'],
  },
  {
    from: 'observability/history',
    files: ['observability/history', 'lib/history', 'lib/slo', 'lib/model'],
    packages: [],
  },
  {
    from: 'observability',
    files: ['observability', 'lib/slo', 'lib/model', 'app/src/metrics/names.ts'],
    packages: ['yaml', '@grafana/grafana-foundation-sdk/'],
  },
];

/** What every service of the local cloud may import; another service is never among it. */
const SERVICE_FILES = [
  'lib/local-cloud/services/ports.ts',
  'lib/local-cloud/kernel',
  'lib/local-cloud/scheduler',
  'lib/local-cloud/template',
  'lib/local-cloud/runtime/runtime.ts',
  'lib/local-cloud/dns/zone.ts',
  'lib/model/errors.ts',
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const imports = SOURCE_FOLDERS.flatMap((folder) => sourceFiles(folder)).flatMap(importsOf);

describe('the architecture', () => {
  it('has imports to look at', () => {
    expect(imports.length).toBeGreaterThan(300);
  });

  it('lets every file import only what its place allows', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('has the CDK only in constructs, stacks and the CDK app', () => {
    const users = imports.filter(({ to }) => to.startsWith('aws-cdk-lib')).map(({ from }) => from);
    expect(users.filter((file) => !/^(lib\/(constructs|stacks)\/|bin\/sre-lab\.ts$)/.test(file))).toEqual([]);
  });

  it('builds SDK clients only in lib/aws, and in the images that publish to CloudWatch and show the lab', () => {
    const users = imports
      .filter(({ to, isTypeOnly }) => to.startsWith('@aws-sdk/') && !isTypeOnly)
      .map(({ from }) => from);
    expect(
      users.filter(
        (file) =>
          !/^(lib\/aws\/|observability\/publisher\/src\/cloudwatch\.ts$|observability\/console\/src\/collect\/aws\.ts$)/.test(
            file,
          ),
      ),
    ).toEqual([]);
  });

  it.each(['prom-client', 'pg', 'opossum'])('knows %s in one module', (name) => {
    expect(new Set(imports.filter(({ to }) => to === name).map(({ from }) => from)).size).toBe(1);
  });

  it('reads the environment only at the edges', () => {
    const readers = SOURCE_FOLDERS.flatMap((folder) => sourceFiles(folder)).filter((file) =>
      /process\.env\b/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(
      readers.filter(
        (file) =>
          !/^(bin\/|app\/src\/(config|server|healthcheck)\.ts|observability\/[a-z]+\/src\/main\.ts|observability\/console\/src\/(healthcheck|collect\/aws)\.ts|lib\/cli\/main\.ts|lib\/cli\/scenarios\/guardian-main\.ts)/.test(
            file,
          ),
      ),
    ).toEqual([]);
  });
});

function isAllowed({ from, to, isTypeOnly }: Import): boolean {
  if (to.startsWith('node:')) return true;
  const service = /^lib\/local-cloud\/services\/[^/]+(?=\/)/.exec(from)?.[0];
  if (service) {
    const isOwn = to.startsWith(`${service}/`) || SERVICE_FILES.some((place) => isInside(to, place));
    return isOwn || to === 'zod' || (isTypeOnly && to.startsWith('@aws-sdk/'));
  }
  if (isTypeOnly && to.startsWith('@aws-sdk/') && from.startsWith('lib/cli/')) return true;
  const rule = RULES.find((candidate) => isInside(from, candidate.from));
  if (!rule) return false;
  return (
    rule.files.some((place) => isInside(to, place)) || rule.packages.some((name) => to === name || to.startsWith(name))
  );
}

function isInside(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(ROOT, from), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
  const lazy = text.matchAll(/\b(?:import|require)\('([^']+)'\)/g);
  return [
    ...[...statements].map(([, type, to]) => ({ from, to: resolve(from, to!), isTypeOnly: type !== undefined })),
    ...[...lazy].map(([, to]) => ({ from, to: resolve(from, to!), isTypeOnly: false })),
  ];
}

/** A path inside the project for a relative import, the package's name for any other. */
function resolve(from: string, to: string): string {
  if (!to.startsWith('.')) return to;
  const path = normalize(join(dirname(from), to));
  const candidates = [path, `${path}.ts`, `${path}/index.ts`];
  const files = new Set(candidates.filter((candidate) => candidate.endsWith('.ts') && exists(candidate)));
  return [...files][0] ?? path;
}

function exists(file: string): boolean {
  try {
    readFileSync(join(ROOT, file));
    return true;
  } catch {
    return false;
  }
}
