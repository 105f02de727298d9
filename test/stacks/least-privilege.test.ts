import { Template } from 'aws-cdk-lib/assertions';
import { givenLab } from './given-lab';
import { PROFILES } from '../_fixtures/profiles';

/** Every action that is allowed on a resource with `*`, and why it is; the same reasons are beside the statements. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'ecr:GetAuthorizationToken *': 'has no resource to name',
  'cloudwatch:PutMetricData *': 'has no resource to name; the condition allows one namespace',
  'ssm:CreateActivation *': 'has no resource before the activation is there',
  'ssm:AddTagsToResource *': 'the tags of that activation',
  'ssm:DeleteActivation *': 'has no resource to name',
  'ssm:DeregisterManagedInstance managed-instance/*': 'a managed instance has its id only when the task runs',
  'ecs:DescribeTasks task/*': 'a task has its id only when it runs; the cluster is named',
  'ecs:DescribeServices *': 'what the console shows; the condition names the cluster',
  'ecs:DescribeTasks *': 'what the console shows; the condition names the cluster',
  'servicediscovery:DiscoverInstances *': 'what the console shows of DNS; is asked by names, which are no resource',
  'ecs:StopTask task/*': 'a task has its id only when it runs; the cluster is named',
  'ssm:SendCommand managed-instance/*': 'the condition names the cluster',
  'ssm:SendCommand document/*': 'the three documents of the network actions',
  'ec2:DescribeInstances *': 'how FIS finds targets; has no resource to name',
  'ec2:DescribeSubnets *': 'how FIS finds targets; has no resource to name',
  'ecs:ListTasks *':
    'how FIS finds targets, and what the console shows; its resource is a container instance, which Fargate has none of',
  'ssm:CancelCommand *': 'how FIS follows a command, whose id is made when it is sent',
  'ssm:ListCommands *': 'how FIS follows a command, whose id is made when it is sent',
  'tag:GetResources *': 'how FIS finds targets; has no resource to name',
};

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('the policies of the lab', () => {
  const templates = PROFILES.map((context) => Template.fromStack(givenLab({ ...context })));
  const statements = templates.flatMap(statementsOf);
  const wide = new Set(statements.flatMap(wideActions));

  test('are there to look at', () => {
    expect(statements.length).toBeGreaterThan(50);
  });

  test('allow no action on a resource with * that is not explained', () => {
    expect([...wide].filter((action) => !(action in EXPLAINED))).toEqual([]);
  });

  test('have no explanation that is not needed any more', () => {
    expect(Object.keys(EXPLAINED).filter((action) => !wide.has(action))).toEqual([]);
  });

  test('name every action in full', () => {
    expect(statements.flatMap(actionsOf).filter((action) => action.includes('*'))).toEqual([]);
  });

  test('take nothing of AWS ready-made but the one policy that FIS documents', () => {
    const managed = templates.flatMap((template) =>
      Object.values(template.findResources('AWS::IAM::Role')).flatMap(
        ({ Properties }) => Properties.ManagedPolicyArns ?? [],
      ),
    );
    expect(new Set(managed.map((arn) => JSON.stringify(arn).match(/policy\/[\w-]+/)?.[0]))).toEqual(
      new Set(['policy/AmazonSSMManagedInstanceCore']),
    );
  });
});

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface Resource {
  readonly Type: string;
  readonly Properties: Partial<Policy> & { readonly Policies?: readonly Policy[] };
}

function statementsOf(template: Template): Statement[] {
  return Object.values<Resource>(template.toJSON().Resources)
    .filter(({ Type }) => Type.startsWith('AWS::IAM::'))
    .flatMap(({ Properties: { PolicyDocument, Policies = [] } }) => [
      ...(PolicyDocument?.Statement ?? []),
      ...Policies.flatMap((policy) => policy.PolicyDocument.Statement),
    ])
    .filter(({ Effect }: Statement) => Effect === 'Allow');
}

function actionsOf({ Action }: Statement): string[] {
  return typeof Action === 'string' ? [Action] : [...Action];
}

/** `action kind/*` for each resource of the statement that has an asterisk, whatever stands around it. */
function wideActions(statement: Statement): string[] {
  return [statement.Resource]
    .flat()
    .map((resource) => JSON.stringify(resource))
    .filter((resource) => resource.includes('*'))
    .map((resource) => (resource === '"*"' ? '*' : `${/:([\w-]+)\//.exec(resource)?.[1]}/*`))
    .flatMap((resource) => actionsOf(statement).map((action) => `${action} ${resource}`));
}
