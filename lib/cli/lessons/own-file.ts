import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, OwnFileFacts } from '../../lessons/grade/own-file';
import type { OwnFileCheck } from '../../lessons/model';
import { caseFile, readCases, type Case } from '../../lessons/read/cases';
import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../model/sampling';
import { durationText } from '../../slo/duration-text';
import { generate } from '../../slo/generate';
import { readSlos } from '../../slo/input/index';
import type { Problem } from '../../slo/model';
import type { CommandContext } from '../command';
import { exec } from '../exec';
import { labPaths } from '../paths';
import { locatePrometheus } from '../prometheus/locate';
import { caseFileOf } from './load';

/** What a student's SLO may refer to: the service, the alert policies. */
const SHARED = 'observability/slo/shared.yaml';
const PROMTOOL_TIMEOUT_MS = 20_000;

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
  const results: CaseResult[] = [];
  for (const one of cases) {
    writeFileSync(join(folder, 'case.yml'), caseFile(one, files, durationText(LAB_SAMPLING.evaluationSeconds)));
    const { exitCode, output, timedOut } = await run(['test', 'rules', 'case.yml']);
    const told = timedOut ? 'promtool took longer than 20 s' : withoutFrame(output);
    results.push({ name: one.name, because: one.because, ok: exitCode === 0, output: exitCode === 0 ? '' : told });
  }
  return { kind: 'tried', cases: results };
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
  const made = generate(slos, limits, { rules: 'rules', tests: 'tests' });
  if (made.problems.length > 0) return { problems: made.problems.map(sentenceOf) };
  return { rules: made.files.filter(({ path }) => path.startsWith('rules/')).map((one) => one.text) };
}

function sentenceOf({ file, line, path, got, message }: Problem): string {
  return `${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`;
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
    .filter((line) => line.trim() !== '' && !/^(?:Unit Testing:|\s*FAILED:?\s*$)/.test(line))
    .join('\n');
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
