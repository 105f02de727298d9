import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resolver } from 'node:dns/promises';
import { codeOf, findByDns, findByHttp, NoAddress } from '../../../observability/prober/src/find-address';

const TARGET = new URL('http://app.test:5000/');
const signal = () => new AbortController().signal;

describe('an address by DNS', () => {
  afterEach(() => jest.restoreAllMocks());

  const failure = (code: string) => Object.assign(new Error(`queryA ${code} app.test`), { code });

  test('is the first of the answer, which is in random order', async () => {
    const resolve4 = jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue(['10.0.0.2', '10.0.0.1'] as never);
    expect(await findByDns(TARGET, signal())).toBe('10.0.0.2');
    expect(resolve4).toHaveBeenCalledWith('app.test');
  });

  test.each(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'ECONNREFUSED'])('is none when DNS says %s', async (code) => {
    jest.spyOn(Resolver.prototype, 'resolve4').mockRejectedValue(failure(code));
    const error = await findByDns(TARGET, signal()).catch((reason: unknown) => reason);
    expect(error).toEqual(new NoAddress(`app.test has no address: ${code}`));
    expect(codeOf(error)).toBe('ENOADDRESS');
  });

  test('is none in an empty answer', async () => {
    jest.spyOn(Resolver.prototype, 'resolve4').mockResolvedValue([] as never);
    await expect(findByDns(TARGET, signal())).rejects.toEqual(new NoAddress('app.test has no address'));
  });

  test('is not known when no name server answers, which is no answer rather than a bad one', async () => {
    jest.spyOn(Resolver.prototype, 'resolve4').mockRejectedValue(failure('ETIMEOUT'));
    expect(codeOf(await findByDns(TARGET, signal()).catch((reason: unknown) => reason))).toBe('ETIMEOUT');
  });

  test('is given up with the probe', async () => {
    const cancel = jest.spyOn(Resolver.prototype, 'cancel');
    jest.spyOn(Resolver.prototype, 'resolve4').mockReturnValue(new Promise(() => {}) as never);
    const controller = new AbortController();
    void findByDns(TARGET, controller.signal);
    controller.abort();
    expect(cancel).toHaveBeenCalledTimes(1);
  });
});

describe('an address over HTTP', () => {
  let server: Server;
  let answer: unknown;
  const asked: (string | undefined)[] = [];
  beforeEach(async () => {
    server = createServer(({ url }, response) => {
      asked.push(url);
      response.end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  const find = () =>
    findByHttp(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dns-sd`))(TARGET, signal());

  test('is the first of what discovery tells of the same name and port', async () => {
    answer = [{ targets: ['127.1.0.9:5000', '127.1.0.8:5000'], labels: {} }];
    expect(await find()).toBe('127.1.0.9');
    expect(asked).toEqual(['/dns-sd?name=app.test&port=5000']);
  });

  test('is none when discovery knows no task', async () => {
    answer = [];
    await expect(find()).rejects.toEqual(new NoAddress('app.test has no address'));
  });

  test('is none when nobody tells', async () => {
    const port = (server.address() as AddressInfo).port;
    server.close();
    await once(server, 'close');
    await expect(findByHttp(new URL(`http://127.0.0.1:${port}/`))(TARGET, signal())).rejects.toEqual(
      new NoAddress('app.test has no address: ECONNREFUSED'),
    );
  });
});
