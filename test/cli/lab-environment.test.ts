import { execFileSync } from 'node:child_process';
import { formatEnv, shellQuote } from '../../lib/cli/format/env';
import { changed, labEnvironment } from '../../lib/cli/lab-environment';

const cloud = {
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: "a secret/with+'quotes" },
};

describe('the environment of a running lab', () => {
  it('leads every AWS tool to the local cloud', () => {
    expect(labEnvironment({ cloud, cdkHome: '/project/.lab/cdk-home', environment: {} })).toEqual({
      set: {
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
        AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        AWS_SECRET_ACCESS_KEY: "a secret/with+'quotes",
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        CDK_HOME: '/project/.lab/cdk-home',
        CDK_DISABLE_CLI_TELEMETRY: '1',
        CDK_DISABLE_VERSION_CHECK: '1',
        CDK_VALIDATION: 'false',
      },
      unset: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    });
  });

  it("takes out a service's own endpoint, which would win over the lab's", () => {
    const environment = { AWS_ENDPOINT_URL_ECS: 'http://elsewhere', 'AWS_ENDPOINT_URL_$(x)': 'not a name' };
    expect(labEnvironment({ cloud, cdkHome: '/home', environment }).unset).toContain('AWS_ENDPOINT_URL_ECS');
    expect(labEnvironment({ cloud, cdkHome: '/home', environment }).unset).not.toContain('AWS_ENDPOINT_URL_$(x)');
  });

  it('makes the endpoint an exception of a proxy', () => {
    const { set } = labEnvironment({
      cloud,
      cdkHome: '/home',
      environment: { https_proxy: 'http://proxy:3128', NO_PROXY: 'internal,localhost' },
    });
    expect(set['NO_PROXY']).toBe('internal,localhost,127.0.0.1');
    expect(set['no_proxy']).toBe('internal,localhost,127.0.0.1');
  });

  it('replaces and removes variables of another environment', () => {
    const change = { set: { A: '2' }, unset: ['B'] };
    expect(changed({ A: '1', B: '1', C: '1' }, change)).toEqual({ A: '2', C: '1' });
  });
});

describe('lab env', () => {
  it('prints lines for eval', () => {
    expect(formatEnv({ set: { A: 'plain/value:1', B: "it's" }, unset: ['C', 'D'] })).toBe(
      ['export A=plain/value:1', String.raw`export B='it'\''s'`, 'unset C D'].join('\n'),
    );
  });

  it.each(["a'b", '$(date)', '`date`', 'a b', '', 'a\nb', '"', '\\', '*', '~', '!x', 'ü', 'a;b', '#x'])(
    'quotes %j so that a shell reads it back',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`]).toString()).toBe(text);
    },
  );
});
