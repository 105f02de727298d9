import { openEngine, type Engine } from '../../../../../lib/local-cloud/runtime/docker/engine/engine';
import { EngineServer, json, output } from '../_engine-server';

describe('the engine', () => {
  let server: EngineServer;
  let engine: Engine;
  beforeEach(async () => {
    server = new EngineServer();
    await server.start();
    engine = openEngine(server.socket);
  });
  afterEach(async () => {
    engine.close();
    await server.close();
  });

  test('fails in its own words', async () => {
    server.on('POST /containers/one/start', json({ message: 'no such program' }, 400));
    await expect(engine.start('one')).rejects.toMatchObject({ status: 400, message: 'no such program' });
  });

  test('knows whether it has an image', async () => {
    server.on('GET /images/here:1/json', json({})).on('GET /images/broken/json', json({ message: 'disk' }, 500));
    expect([await engine.hasImage('here:1'), await engine.hasImage('absent:1')]).toEqual([true, false]);
    await expect(engine.hasImage('broken')).rejects.toThrow('disk');
  });

  test('fails to pull an image although the answer began well', async () => {
    server.on('POST /images/create', (_, response) =>
      response.end('{"status":"Pulling"}\n{"error":"no such host","errorDetail":{}}\n'),
    );
    await expect(engine.pullImage('postgres:15')).rejects.toThrow('no such host');
    expect(server.asked[0]!.path).toBe('/images/create?fromImage=postgres%3A15');
  });

  test('hands on the lines of both outputs, whole', async () => {
    const frames = output([1, 'on'], [2, 'err\nor'], [1, 'e\ntwo\n']);
    server.on('GET /containers/one/logs', frames);
    const lines: string[] = [];
    await engine.follow('one', (line) => lines.push(line));
    expect(lines).toEqual(['err', 'one', 'two', 'or']);
  });

  test('runs a command inside, and keeps the beginning of what it prints', async () => {
    server
      .on('POST /containers/one/exec', json({ Id: 'e' }, 201))
      .on('POST /exec/e/start', output([1, 'a'.repeat(5000)], [2, 'b']))
      .on('GET /exec/e/json', json({ ExitCode: 3 }));
    expect(await engine.exec('one', ['check'], 5_000)).toEqual({
      exitCode: 3,
      output: 'a'.repeat(4096),
      timedOut: false,
    });
    expect(server.asked[0]!.body).toEqual({ Cmd: ['check'], AttachStdout: true, AttachStderr: true });
  });

  test('does not wait longer for a command than it may take', async () => {
    server
      .on('POST /containers/one/exec', json({ Id: 'e' }, 201))
      .on('POST /exec/e/start', (_, response) => response.flushHeaders());
    expect(await engine.exec('one', ['hang'], 50)).toEqual({ exitCode: 137, output: '', timedOut: true });
  });

  test.each([304, 404, 409])('takes away what is gone: %s', async (status) => {
    server.on('DELETE /containers/one', json({ message: 'gone' }, status));
    await expect(engine.removeContainer('one')).resolves.toBeUndefined();
  });

  test('removes containers, then volumes and networks, of a label', async () => {
    server
      .on('GET /containers/json', json([{ Id: 'one' }]))
      .on('GET /volumes', json({ Volumes: [{ Name: 'data' }] }))
      .on('GET /networks', json([{ Id: 'net' }]))
      .on('DELETE ', json({}));
    expect(await engine.removeLabelled('lab=1')).toBe(3);
    expect(server.asked.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /containers/json',
      'DELETE /containers/one',
      'GET /volumes',
      'GET /networks',
      'DELETE /volumes/data',
      'DELETE /networks/net',
    ]);
    expect(decodeURIComponent(server.asked[0]!.path)).toContain('{"label":["lab=1"]}');
  });
});
