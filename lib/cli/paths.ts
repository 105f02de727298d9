import { join } from 'node:path';

/** Where the CLI keeps what it needs: everything below `.lab` in the project's folder, nothing anywhere else. */
export function labPaths(root: string) {
  const state = join(root, '.lab');
  return {
    state,
    runFile: join(state, 'run.json'),
    upLog: join(state, 'up.log'),
    logs: join(state, 'logs'),
    classLogs: join(state, 'logs', 'class'),
    classOut: join(state, 'class.out'),
    logsBefore: join(state, 'logs.before'),
    cloudState: join(state, 'cloud'),
    cdkHome: join(state, 'cdk-home'),
    cdkOut: join(state, 'cdk.out'),
    temporary: join(state, 'tmp'),
    tools: join(state, 'tools'),
    prometheus: join(state, 'tools', 'prometheus'),
    alertmanager: join(state, 'tools', 'alertmanager'),
    history: join(state, 'history'),
    results: join(state, 'results'),
    bundles: join(state, 'bundle'),
    acks: join(state, 'acks.jsonl'),
    runs: join(state, 'runs'),
    rehearsals: join(state, 'rehearsals'),
    reports: join(state, 'reports'),
  };
}

export type LabPaths = ReturnType<typeof labPaths>;
