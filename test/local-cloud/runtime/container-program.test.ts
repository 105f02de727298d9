import { argvOf, environmentOf } from '../../../lib/local-cloud/runtime/container-program';

const program = {
  entryPoint: ['node'],
  command: ['app.js'],
  workingDirectory: '/snapshot',
  environment: { A: 'image' },
};

describe('the argv of a container', () => {
  test.each([
    ["the image's own", {}, ['node', 'app.js']],
    ['with another command', { command: ['other.js'] }, ['node', 'other.js']],
    ["another entry point drops the image's command", { entryPoint: ['sh'] }, ['sh']],
    ['another entry point and command', { entryPoint: ['sh', '-c'], command: ['exit'] }, ['sh', '-c', 'exit']],
    ['empty lists are as if they were not there', { entryPoint: [], command: [] }, ['node', 'app.js']],
  ])('%s', (_, container, argv) => {
    expect(argvOf(program, container)).toEqual(argv);
  });
});

test("a container's environment goes over the image's, and that over the machine's", () => {
  const machine = { path: '/bin', scratch: '/scratch' };
  expect(environmentOf(program, { environment: { A: 'task', HOME: '/own' } }, machine)).toEqual({
    PATH: '/bin',
    HOME: '/own',
    TMPDIR: '/scratch',
    A: 'task',
  });
});
