import { explainRefusal, probeNamespaces } from '../../../lib/local-cloud/runtime/namespaces/probe';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import { PATH, temporaryDirectory } from './harness';

jest.mock('../../../lib/local-cloud/runtime/namespaces/probe', () => ({
  ...jest.requireActual<object>('../../../lib/local-cloud/runtime/namespaces/probe'),
  probeNamespaces: jest.fn(),
}));

describe('a machine that refuses namespaces', () => {
  const { directory, remove } = temporaryDirectory();
  const options = { stateDirectory: directory, path: PATH, log: () => undefined };
  const reason = explainRefusal('unshare: unshare failed: Operation not permitted');
  beforeEach(() => jest.mocked(probeNamespaces).mockResolvedValue({ usable: false, reason }));
  afterAll(remove);

  test('gets the loopback network, which says why', async () => {
    const network = await openNetwork(options);
    await network.close();
    expect({ kind: network.kind, reason: network.reason, range: network.privateRange }).toEqual({
      kind: 'loopback',
      reason: `tasks have 127.x addresses and are discovered over HTTP instead of DNS, because ${reason}`,
      range: '127.1.0.0/16',
    });
  });

  test('fails when namespaces are asked for', async () => {
    await expect(openNetwork({ ...options, choice: 'namespaces' })).rejects.toMatchObject({
      code: 'NoNamespaces',
      message: `the network "namespaces" was asked for, and this machine does not have it: ${reason}; allowed here: loopback, or auto`,
    });
  });

  test('is not even asked when loopback is asked for', async () => {
    const network = await openNetwork({ ...options, choice: 'loopback' });
    await network.close();
    expect(network.reason).toMatch(/because it was asked for$/);
  });
});
