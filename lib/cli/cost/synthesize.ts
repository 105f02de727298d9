import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from '../../cost/template';
import { LabError } from '../../model/errors';
import { exec } from '../exec';
import type { Environment } from '../host';
import { labPaths } from '../paths';
import type { ContextEntry } from './context-option';

/** A stack that a `cdk deploy` would deploy. */
export interface SynthesizedStack {
  readonly name: string;
  readonly template: Template;
}

export interface Synthesis {
  /** What a bare `cdk deploy` selects. */
  readonly lab: readonly SynthesizedStack[];
  /** What is deployed once for all labs, by `cdk deploy 'Images/*'`. */
  readonly images: readonly SynthesizedStack[];
}

const TIMEOUT_MS = 60_000;

/** Runs the CDK app as the CDK CLI does, with cdk.json's context and `context`, and reads the templates that it writes. */
export async function synthesize(
  root: string,
  context: readonly ContextEntry[],
  environment: Environment,
): Promise<Synthesis> {
  const { temporary } = labPaths(root);
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, 'synth-'));
  try {
    const { context: flags }: { context: Record<string, unknown> } = readJson(join(root, 'cdk.json'));
    const { exitCode, output } = await exec([process.execPath, join(root, 'dist/bin/sre-lab.js')], {
      cwd: root,
      timeoutMs: TIMEOUT_MS,
      environment: {
        ...environment,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...Object.fromEntries(context) }),
        // Two seconds that change no template.
        CDK_VALIDATION: 'false',
      },
    });
    if (exitCode !== 0) throw synthFailed(output);
    return { lab: stacksOf(folder), images: stacksOf(join(folder, 'assembly-Images')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The CDK app says in one sentence what is wrong with the context; anything longer is a defect. */
function synthFailed(output: string): LabError {
  const text = output.trim();
  if (text !== '' && !text.includes('\n')) return new LabError('InvalidArgument', text);
  return new LabError(
    'SynthFailed',
    `the CDK app cannot be synthesized; "npx cdk synth" shows why (${firstLine(text)})`,
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] || 'it said nothing';
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly properties?: { readonly templateFile?: string; readonly stackName?: string };
      }
    >
  >;
}

function stacksOf(assembly: string): SynthesizedStack[] {
  const { artifacts }: Manifest = readJson(join(assembly, 'manifest.json'));
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) =>
    type === 'aws:cloudformation:stack' && properties?.templateFile !== undefined
      ? [{ name: properties.stackName ?? id, template: templateIn(join(assembly, properties.templateFile)) }]
      : [],
  );
}

function templateIn(file: string): Template {
  return readJson(file);
}

/** As JSON.parse has it: what the file holds is the caller's to know. */
function readJson(file: string) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
