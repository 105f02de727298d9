import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app as command, context as flags } from '../../cdk.json';
import { findProjectRoot } from '../../lib/model/project-root';

// Processes and synths: a loaded machine may need longer than Jest's 5 s.
jest.setTimeout(60_000);

describe('the CDK app', () => {
  let out: string;
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'lab-synth-'));
  });
  afterEach(() => rmSync(out, { recursive: true }));

  test('makes the lab, and the images in a stage of their own that a bare `cdk deploy` does not select', () => {
    expect(run({})).toEqual({ status: 0, stderr: '' });
    expect(stacksOf(out)).toEqual(['SreSloLab']);
    expect(stacksOf(join(out, 'assembly-Images'))).toEqual([expect.stringMatching(/^ImagesRepositories/)]);
  });

  test('makes a named lab', () => {
    expect(run({ lab: 'team-3' }).status).toBe(0);
    expect(stacksOf(out)).toEqual(['SreSloLab-team-3']);
  });

  test('makes a class of labs, and their network in a stage of its own', () => {
    expect(run({ lab: 'team-1,team-2', network: 'shared' })).toEqual({ status: 0, stderr: '' });
    expect(stacksOf(out)).toEqual(['SreSloLab-team-1', 'SreSloLab-team-2']);
    expect(stacksOf(join(out, 'assembly-Network'))).toEqual([expect.stringMatching(/^NetworkShared/)]);
  });

  test('fails with one sentence and leaves nothing to deploy', () => {
    expect(run({ profile: 'Production' })).toEqual({
      status: 1,
      stderr: 'profile is "Production"; allowed: classroom (the default), production\n',
    });
    expect(readdirSync(out)).toEqual([]);
  });

  /** Runs what cdk.json's `app` says, as the CDK CLI does. */
  function run(context: Record<string, string>): { status: number | null; stderr: string } {
    const { status, stderr } = spawnSync(command, {
      shell: true,
      cwd: findProjectRoot(__dirname),
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_VALIDATION: 'false',
        CDK_OUTDIR: out,
        CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }),
      },
    });
    return { status, stderr };
  }
});

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
}

function stacksOf(assembly: string): string[] {
  const manifest: Manifest = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  const { artifacts } = manifest;
  return Object.keys(artifacts).filter((id) => artifacts[id]!.type === 'aws:cloudformation:stack');
}
