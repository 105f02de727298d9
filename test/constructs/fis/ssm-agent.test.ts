import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SSM_AGENT_SCRIPT } from '../../../lib/constructs/fis/ssm-agent';
import { until } from '../../app/_helpers/until';
import { givenLab } from '../../stacks/given-lab';

describe("FIS' agent beside the app", () => {
  const template = Template.fromStack(givenLab({ fis: 'true' }));

  test('is not essential, and is root with a writable file system, which no other container is', () => {
    const containers = Object.values(template.findResources('AWS::ECS::TaskDefinition')).flatMap(
      ({ Properties }) => Properties.ContainerDefinitions,
    );
    const writable = containers.filter(
      ({ ReadonlyRootFilesystem, User }) => !ReadonlyRootFilesystem || User.startsWith('0:'),
    );
    expect(writable).toHaveLength(1);
    expect(writable[0]).toMatchObject({ Name: 'ssm-agent', Essential: false, User: '0:0' });
  });

  test('may pass one role, to Systems Manager only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: 'iam:PassRole',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AppManagedInstance'), 'Arn'] },
            Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
          },
        ]),
        Version: '2012-10-17',
      },
    });
  });
});

/** The real script, with programs that write down how they were called. */
describe('the script of the agent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-ssm-agent-'));
  const calls = join(folder, 'calls');
  beforeAll(() => {
    mkdirSync(join(folder, 'bin'));
    const program = (name: string, body: string) =>
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\necho "${name} $*" >>'${calls}'\n${body}\n`, { mode: 0o755 });
    program('dnf', '');
    program('curl', `echo '{"TaskARN":"arn:aws:ecs:eu-west-1:1:task/SreSloLab/abc","AvailabilityZone":"eu-west-1b"}'`);
    program('aws', `case $2 in create-activation) echo '{"ActivationId":"a-1","ActivationCode":"code-1"}' ;; esac`);
    program('amazon-ssm-agent', `[ "$1" = -register ] || exec sleep 30`);
    // jq, as far as the script needs it: one member of an object, of a file or of the input.
    program(
      'jq',
      `exec ${process.execPath} -e '
      const [, path, file] = process.argv.slice(1);
      console.log(JSON.parse(require("node:fs").readFileSync(file ?? 0, "utf8"))[path.slice(1)]);' -- "$@"`,
    );
    writeFileSync(join(folder, 'registration'), '{"ManagedInstanceID":"mi-1"}');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('registers the task under its ARN, and takes it off the list at SIGTERM', async () => {
    const child = spawn('/bin/bash', ['-c', SSM_AGENT_SCRIPT], {
      env: {
        PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
        AWS_REGION: 'eu-west-1',
        ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/x',
        MANAGED_INSTANCE_ROLE_NAME: 'Role',
        SSM_REGISTRATION: join(folder, 'registration'),
      },
    });
    const exit = once(child, 'close');
    const said = () => (existsSync(calls) ? readFileSync(calls, 'utf8').split('\n') : []);
    await until('the agent', () => said().includes('amazon-ssm-agent '));
    expect(said()).toContain(
      'aws ssm create-activation --region eu-west-1 --iam-role Role --registration-limit 1 --tags ' +
        'Key=ECS_TASK_ARN,Value=arn:aws:ecs:eu-west-1:1:task/SreSloLab/abc ' +
        'Key=ECS_TASK_AVAILABILITY_ZONE,Value=eu-west-1b Key=FAULT_INJECTION_SIDECAR,Value=true',
    );
    expect(said()).toContain('amazon-ssm-agent -register -id a-1 -code code-1 -region eu-west-1');
    child.kill('SIGTERM');
    await exit;
    expect(said()).toContain('aws ssm delete-activation --region eu-west-1 --activation-id a-1');
    expect(said()).toContain('aws ssm deregister-managed-instance --region eu-west-1 --instance-id mi-1');
  });
});
