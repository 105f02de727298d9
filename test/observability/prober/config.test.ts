import { readConfig } from '../../../observability/prober/src/config';

const TARGET = 'http://sre-app-service.sre.local:5000/';

describe("the prober's configuration", () => {
  test('is the target, and the port that probing exporters have by custom, on localhost', () => {
    expect(readConfig({ PROBE_TARGET: TARGET })).toEqual({
      target: new URL(TARGET),
      discovery: undefined,
      host: '127.0.0.1',
      port: 9115,
    });
  });

  test('may name another address, another port, and discovery over HTTP', () => {
    const config = readConfig({
      PROBE_TARGET: TARGET,
      PROBE_DISCOVERY: 'http://127.0.0.1:4/x',
      HOST: '::1',
      PORT: '0',
    });
    expect(config).toMatchObject({ discovery: new URL('http://127.0.0.1:4/x'), host: '::1', port: 0 });
  });

  test.each([
    [{}, 'PROBE_TARGET must be an http:// URL such as http://sre-app-service.sre.local:5000/, it is not set'],
    [{ PROBE_TARGET: 'app:5000' }, 'PROBE_TARGET must be an http:// URL .*, got "app:5000"'],
    [{ PROBE_TARGET: 'https://app/' }, 'PROBE_TARGET must be an http:// URL .*, got "https://app/"'],
    [{ PROBE_TARGET: TARGET, PROBE_DISCOVERY: '' }, 'PROBE_DISCOVERY must be an http:// URL .*, got ""'],
    [{ PROBE_TARGET: TARGET, HOST: 'localhost' }, 'HOST must be an IP address, got "localhost"'],
    [{ PROBE_TARGET: TARGET, PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, got "70000"'],
    [{ PROBE_TARGET: TARGET, PORT: '0x1' }, 'PORT must be a whole number from 0 to 65535, got "0x1"'],
  ])('fails on %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${message}$`));
  });
});
