import { main } from '../lib/cli/main';
import { findProjectRoot } from '../lib/model/project-root';

// The only place of the CLI that reads the process: everything below gets it handed in.
const { argv, env, stdin, stdout, stderr } = process;

// A closed pipe or a terminal that went away must not leave tasks behind: the stop signals say when to end.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

const host = { root: findProjectRoot(__dirname), environment: env, stdin, stdout, stderr, signals: process };
void main(argv.slice(2), host).then((exitCode) => process.exit(exitCode));
