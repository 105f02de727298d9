import { explainRefusal, probeNamespaces } from '../../../lib/local-cloud/runtime/namespaces/probe';
import { PATH } from './harness';

describe('the probe of namespaces', () => {
  test('finds them usable where these tests run', async () => {
    await expect(probeNamespaces(PATH)).resolves.toMatchObject({ usable: true });
  });

  test.each([
    [
      'unshare: write failed /proc/self/uid_map: Operation not permitted',
      /^the kernel refuses rootless namespaces \(unshare: write failed .*\): .* kernel\.apparmor_restrict_unprivileged_userns=0/,
    ],
    ['unshare: unshare failed: No space left on device', /max_user_namespaces$/],
    ['unshare: mount /proc failed: Operation not permitted', /^\/proc cannot be mounted in a namespace/],
    ['RTNETLINK answers: Not supported\nCommand failed -:1', /^a network namespace cannot be set up \(RTNETLINK .*\)$/],
  ])('explains %j', (said, sentence) => {
    expect(explainRefusal(said)).toMatch(sentence);
  });
});
