import { argvOf, commandInside, environmentOf } from '../../../lib/local-cloud/runtime/container-program';

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

describe('a command that runs inside a container', () => {
  test.each([
    [
      'localhost',
      ['promtool', 'http://localhost:9090', 'vector(1)'],
      ['promtool', 'http://127.1.2.3:9090', 'vector(1)'],
    ],
    ['127.0.0.1', ['sh', '-c', 'nc 127.0.0.1:1 || nc localhost:2'], ['sh', '-c', 'nc 127.1.2.3:1 || nc 127.1.2.3:2']],
    ['nothing but a whole host', ['my.localhost:1', 'localhosts:1'], ['my.localhost:1', 'localhosts:1']],
  ])("has the program's address in the place of %s", (_, command, inside) => {
    expect(commandInside({ localhost: '127.1.2.3' }, command)).toEqual(inside);
  });

  test('is as it was told where localhost is the task', () => {
    expect(commandInside({}, ['curl', 'localhost:5000'])).toEqual(['curl', 'localhost:5000']);
  });
});
