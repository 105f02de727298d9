import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readLabContext } from '../../lib/model/lab-context';
import { findProjectRoot } from '../../lib/model/project-root';
import { CERTIFICATE } from '../_fixtures/profiles';

const ROOT = findProjectRoot(__dirname);
const FOLDER = join(ROOT, '.github/workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const texts = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
const workflows = new Map<string, Workflow>([...texts].map(([file, text]) => [file, parse(text)]));
const jobs = [...workflows.values()].flatMap((workflow) => Object.values(workflow.jobs));
const commands = jobs.flatMap(({ steps }) => steps).flatMap(({ run = '' }) => commandsIn(run));

describe("GitHub's workflows", () => {
  test('are one for a pull request, and one that deploys when somebody says so', () => {
    expect([...workflows].map(([file, { on }]) => [file, Object.keys(on)])).toEqual([
      ['deploy.yml', ['workflow_dispatch']],
      ['pull-request.yml', ['pull_request']],
    ]);
  });

  test('may do nothing by themselves; a job may read, and take a role of AWS where it needs one', () => {
    for (const { permissions } of workflows.values()) expect(permissions).toEqual({});
    for (const { permissions, steps } of jobs) {
      const needsAws = steps.some(({ uses }) => uses?.startsWith('aws-actions/'));
      expect(permissions).toEqual({ contents: 'read', ...(needsAws && { 'id-token': 'write' }) });
    }
  });

  test('give credentials to no fork, and deploy from the main branch only', () => {
    const { diff } = workflows.get('pull-request.yml')!.jobs;
    expect(diff!.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(workflows.get('deploy.yml')!.jobs.deploy).toMatchObject({
      if: "github.ref == 'refs/heads/main'",
      environment: 'production',
    });
  });

  test('name every action by its commit, with its version beside it', () => {
    const uses = [...texts.values()].flatMap((text) => [...text.matchAll(/^\s*- uses: (.*)$/gm)].map(([, use]) => use));
    expect(uses.length).toBeGreaterThan(5);
    for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('hold no key, and no text of GitHub inside a command', () => {
    for (const text of texts.values()) expect(text).not.toMatch(/secrets\.|AKIA|AWS_SECRET/);
    for (const { run = '' } of jobs.flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
  });

  test('end by themselves', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  });

  test('call scripts and programs that are there', () => {
    const scripts = commands.flatMap((command) => command.match(/(?:\.\/|\bnode )[\w./-]+/g) ?? []);
    const programs = commands.flatMap((command) => /^npx ([\w-]+)/.exec(command)?.slice(1) ?? []);
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) {
      const file = join(ROOT, script.replace(/^node /, ''));
      expect({ file, exists: existsSync(file) }).toEqual({ file, exists: true });
      if (script.startsWith('./')) accessSync(file, constants.X_OK);
    }
    expect(new Set(programs)).toEqual(new Set(['cdk', 'jest']));
    for (const program of programs) expect(existsSync(join(ROOT, 'node_modules/.bin', program))).toBe(true);
  });

  test('give the CDK settings that the lab has', () => {
    const given = commands.filter((command) => command.startsWith('npx cdk ')).map(contextIn);
    expect(given.length).toBeGreaterThanOrEqual(4);
    for (const context of given) expect(() => readLabContext(context)).not.toThrow();
  });
});

/** A line each; a backslash at the end goes on. */
function commandsIn(run: string): string[] {
  return run
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What `-c key=value` says, with values for the variables. */
function contextIn(command: string): Record<string, string> {
  const values: Readonly<Record<string, string>> = { $CERTIFICATE_ARN: CERTIFICATE, $ALLOWED_CIDR: '203.0.113.7/32' };
  return Object.fromEntries(
    [...command.matchAll(/-c "?(\w+)=([^\s"]+)"?/g)].map(([, key = '', value = '']) => [key, values[value] ?? value]),
  );
}
