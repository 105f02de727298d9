/** One project for each kind of test, so that `npx jest --selectProjects unit` stays quick. */
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/cdk.out',
    '<rootDir>/.lab',
    '<rootDir>/app/dist',
    '<rootDir>/observability/console/dist',
  ],
  // Not in the temporary folder: each step of `npm test` has one of its own.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  globalSetup: '<rootDir>/test/_helpers/global-setup.js',
};

const files = (names) => names.map((name) => `<rootDir>/test/${name}.test.ts`);

/**
 * What holds rules and dashboards to the real promtool and Prometheus, over hours and months, and every form of the lab to
 * cdk-nag and the CDK's template validator: thorough, so not quick.
 */
const PROOFS = files([
  'observability/dashboards-answer',
  'slo/fire-times',
  'slo/generated-files',
  'slo/mutations',
  'slo/rules',
  'stacks/validation',
]);

/** What starts the built app, PostgreSQL, promtool, the CDK app, shells or network namespaces again and again, and waits for them. */
const PROGRAMS = files([
  'app/arbitrary-requests',
  'app/chaos/effects/process',
  'app/server',
  'app/store/postgresql',
  'history/fill-volume',
  'history/write-history',
  'lessons/own-files',
  'observability/alertmanager',
  'cli/cost/cost',
  'cli/images/postgres',
  'esbuild-config',
  'local-cloud/runtime/loopback/nothing-left',
  'local-cloud/runtime/network',
  'local-cloud/runtime/nothing-left',
  'local-cloud/runtime/process-runtime',
  'run/lane',
  'scripts/build-and-push',
  'scripts/deploy',
  'slo/history/block/block',
  'stacks/sre-lab-app',
]);

module.exports = {
  // Most tests wait for processes and sockets: a worker for each core, not one less.
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/contract/',
        '<rootDir>/test/e2e/',
        '<rootDir>/test/docker/',
        '<rootDir>/test/browser/',
        ...PROOFS,
        ...PROGRAMS,
      ],
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/busy-machine.js'],
    },
    {
      ...shared,
      displayName: 'contract',
      testMatch: ['<rootDir>/test/contract/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/busy-machine.js'],
    },
    {
      ...shared,
      displayName: 'proof',
      testMatch: PROOFS,
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/long-tests.js'],
    },
    {
      ...shared,
      displayName: 'programs',
      testMatch: PROGRAMS,
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/busy-machine.js'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/long-tests.js'],
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/long-tests.js'],
    },
    {
      ...shared,
      displayName: 'docker',
      testMatch: ['<rootDir>/test/docker/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/_helpers/long-tests.js'],
    },
  ],
};
