import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, OwnFileFacts } from '../../lessons/grade/own-file';
import type { OwnFileCheck } from '../../lessons/model';
import { caseFile, readCases, type Case } from '../../lessons/read/cases';
import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../model/sampling';
import { durationText } from '../../slo/duration-text';
import { generate } from '../../slo/generate';
import { readSlos } from '../../slo/input/index';
import type { Problem, Slo } from '../../slo/model';
import type { CommandContext } from '../command';
import { exec } from '../exec';
import { labPaths } from '../paths';
import { locatePrometheus } from '../prometheus/locate';
import { caseFileOf } from './load';

/** What a student's SLO may refer to: the service, the alert policies. */
const SHARED = 'observability/slo/shared.yaml';
const PROMTOOL_TIMEOUT_MS = 120_000;

type Here = Pick<CommandContext, 'root' | 'environment'>;

/** Tries a student's file with the hidden cases of a check. */
export async function tryOwnFile(check: OwnFileCheck, file: string, here: Here): Promise<OwnFileFacts> {
  const text = textOf(file);
  if (text === undefined) return { kind: 'missing' };
  const made = check.kind === 'slo' ? rulesOfSlo(file, text, here.root) : { rules: [text] };
  if ('problems' in made) return { kind: 'refused', problems: made.problems };
  const { cases, problems } = readCases(caseFileOf(here.root, check.cases));
  if (problems.length > 0) return { kind: 'untried', why: problems.map(sentenceOf).join('\n') };
  const paths = labPaths(here.root);
  const found = await locatePrometheus(here.environment, paths);
  if (!found?.promtool)
    return {
      kind: 'untried',
      why: 'promtool is not here, which comes with Prometheus; "npx lab doctor" says how to get it',
    };
  mkdirSync(paths.temporary, { recursive: true });
  const folder = mkdtempSync(join(paths.temporary, 'check-'));
  try {
    return await tryRules(made.rules, cases, {
      promtool: join(found.directory, 'promtool'),
      folder,
      environment: here.environment,
      file,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly promtool: string;
  readonly folder: string;
  readonly environment: Here['environment'];
  /** As the student calls it. */
  readonly file: string;
}

async function tryRules(rules: readonly string[], cases: readonly Case[], bench: Bench): Promise<OwnFileFacts> {
  const { promtool, folder, environment, file } = bench;
  const run = (argv: readonly string[]) =>
    exec([promtool, ...argv], { cwd: folder, environment, timeoutMs: PROMTOOL_TIMEOUT_MS });
  const files = rules.map((_, index) => `rules-${index}.yml`);
  for (const [index, text] of rules.entries()) writeFileSync(join(folder, files[index]!), text);
  const checked = await run(['check', 'rules', ...files]);
  if (checked.exitCode !== 0) return { kind: 'refused', problems: [faultOf(checked.output, file)] };
  const evaluation = durationText(LAB_SAMPLING.evaluationSeconds);
  for (const [index, one] of cases.entries())
    writeFileSync(join(folder, caseName(index)), caseFile(one, files, evaluation));
  const { output, timedOut } = await run(['test', 'rules', ...cases.map((_, index) => caseName(index))]);
  if (timedOut) return { kind: 'untried', why: `promtool took longer than ${PROMTOOL_TIMEOUT_MS / 1000} s` };
  const told = outputsByFile(output);
  const results = cases.map(({ name, because }, index): CaseResult => {
    const said = told.get(caseName(index)) ?? 'promtool said nothing about it';
    const ok = said.trim() === 'SUCCESS';
    return { name, because, ok, output: ok ? '' : withoutFrame(said) };
  });
  return { kind: 'tried', cases: results };
}

function caseName(index: number): string {
  return `case-${index}.yml`;
}

/** What `promtool test rules` says of each file, below `Unit Testing:  <file>`. */
function outputsByFile(output: string): Map<string, string> {
  const parts = output.split(/^Unit Testing:\s*/m).slice(1);
  return new Map(parts.map((part) => [part.split('\n', 1)[0]!.trim(), part.slice(part.indexOf('\n') + 1)]));
}

/** The rules that the lab generates of a student's documents, or what keeps it from that. */
function rulesOfSlo(
  file: string,
  text: string,
  root: string,
): { readonly rules: readonly string[] } | { readonly problems: readonly string[] } {
  const shared = { file: SHARED, text: readFileSync(join(root, SHARED), 'utf8') };
  const { slos, problems } = readSlos([{ file, text }, shared]);
  const own = problems.filter((one) => one.file === file);
  // What the two define both is told of the second.
  const told = own.length > 0 ? own : problems;
  if (told.length > 0) return { problems: told.map(sentenceOf) };
  if (slos.length === 0) return { problems: [`${file}: got no SLO; allowed: one or more documents of "kind: SLO"`] };
  const limits = { sampling: LAB_SAMPLING, buckets: HISTOGRAM_BUCKETS };
  const whole = generate(slos, limits, { rules: 'rules', tests: 'tests' });
  if (whole.problems.length > 0) return { problems: whole.problems.map(sentenceOf) };
  const made = generate(slos.map(onClassHour), limits, { rules: 'rules', tests: 'tests' });
  return { rules: made.files.filter(({ path }) => path.startsWith('rules/')).map((one) => one.text) };
}

function sentenceOf({ file, line, path, got, message }: Problem): string {
  return `${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`;
}

/** The class hour alone, where an SLO has it: the windows of the real month make promtool several times slower. */
function onClassHour(slo: Slo): Slo {
  const objectives = slo.objectives.flatMap((one) => {
    const clocks = one.clocks.filter(({ name }) => name === 'class');
    return clocks.length > 0 ? [{ ...one, clocks }] : [];
  });
  const alertPolicies = slo.alertPolicies.filter(({ clock }) => clock === 'class');
  return objectives.length > 0 ? { ...slo, objectives, alertPolicies } : slo;
}

/** What promtool says of a file that is none, with the student's name of it. */
function faultOf(output: string, file: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/^Checking |FAILED:?$/.test(line.trim()));
  return lines
    .map((line) => line.trim().replaceAll(/rules-\d\.yml/g, file))
    .slice(0, 6)
    .join('; ');
}

/** promtool names its own file and says FAILED around what matters. */
function withoutFrame(output: string): string {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*FAILED:?\s*$/.test(line))
    .join('\n');
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
