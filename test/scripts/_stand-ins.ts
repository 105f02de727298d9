import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findProgram } from '../../lib/cli/find-program';
import { findProjectRoot } from '../../lib/model/project-root';

export const ROOT = findProjectRoot(__dirname);

/** What bash scripts need of a system, and no more: what is not here is really missing. */
const SYSTEM = ['bash', 'cat', 'dirname', 'env', 'node'];

/** A PATH of programs that write down what they were called with. */
export class StandIns {
  private readonly folder = mkdtempSync(join(tmpdir(), 'lab-scripts-'));

  constructor() {
    mkdirSync(join(this.folder, 'bin'));
    for (const name of SYSTEM) symlinkSync(findProgram(name, process.env)!, join(this.folder, 'bin', name));
  }

  /** Adds a program: a shell script that may use $*, and whose calls are recorded. */
  add(name: string, body: string): this {
    const path = join(this.folder, 'bin', name);
    writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >>"${this.folder}/calls"\n${body}\n`);
    chmodSync(path, 0o755);
    return this;
  }

  remove(name: string): this {
    rmSync(join(this.folder, 'bin', name));
    return this;
  }

  run(script: string, args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync(script, args, {
      cwd: tmpdir(),
      encoding: 'utf8',
      env: { PATH: [join(this.folder, 'bin')].join(delimiter), HOME: this.folder, RECORD: this.folder, ...environment },
    });
    return { status, stdout, stderr };
  }

  /** What was called so far, in order. */
  calls(): string[] {
    return this.read('calls').trim().split('\n').filter(Boolean);
  }

  /** A file that a stand-in wrote below $RECORD. */
  read(name: string): string {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** An AWS CLI in account 123456789012; `repositories` and `images` say what its ECR has. */
export function awsCli(ecr: { repositories: boolean; images?: readonly string[] }): string {
  return `
case "$*" in
  "sts get-caller-identity"*) echo 123456789012 ;;
  "configure get region") echo eu-west-1 ;;
  "ecr describe-repositories"*)
    if [ ${ecr.repositories} = false ] && [ ! -e "$RECORD/repositories" ]; then
      echo "An error occurred (RepositoryNotFoundException) when calling the DescribeRepositories operation" >&2
      exit 254
    fi
    echo "123456789012.dkr.ecr.eu-west-1.amazonaws.com/$4" ;;
  "ecr describe-images"*)
    case " ${(ecr.images ?? []).join(' ')} " in *" $4 "*) echo sha256:abc; exit ;; esac
    echo "An error occurred (ImageNotFoundException) when calling the DescribeImages operation" >&2
    exit 254 ;;
  "ecr get-login-password"*) echo the-password ;;
  *) exit 9 ;;
esac`;
}

/** A Docker with buildx, which has no builder of ours. */
export const DOCKER = `
case "$*" in
  login*) cat >"$RECORD/password" ;;
  "buildx inspect"*) exit 1 ;;
esac`;
