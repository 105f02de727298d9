import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import { givenApp } from '../constructs/given-stack';
import { givenLab } from './given-lab';

/** What a CloudFormation request holds: a larger template needs a bucket, and so `cdk bootstrap`. */
const INLINE_LIMIT = 51_200;

/** The types that the local cloud's CloudFormation knows; a new one is added there first. */
const RESOURCE_TYPES = [
  'AWS::EC2::InternetGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Logs::LogGroup',
  'AWS::Scheduler::Schedule',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::Secret',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
  'AWS::ServiceDiscovery::Service',
];

describe('SreSloLabStack', () => {
  test('has both services, each named alike in ECS and in Cloud Map', () => {
    const template = Template.fromStack(givenLab());
    for (const name of ['sre-app-service', 'sre-observability-service']) {
      template.hasResourceProperties('AWS::ECS::Service', { ServiceName: name });
      template.hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: name });
    }
    template.resourceCountIs('AWS::ECS::Service', 2);
  });

  test('is the stack SreSloLab with the namespace sre.local, which Prometheus is told', () => {
    const stack = givenLab();
    expect(stack.stackName).toBe('SreSloLab');
    hasNamespace(stack, 'sre.local');
  });

  test('is a stack with a namespace of its own for a named lab', () => {
    const stack = givenLab({ lab: 'team-3' });
    expect(stack.stackName).toBe('SreSloLab-team-3');
    hasNamespace(stack, 'team-3.sre.local');
  });

  test('shares no physical name with another lab', () => {
    const names = physicalNames(givenLab({ lab: 'team-3' }));
    expect(names).toEqual(expect.arrayContaining(['SreSloLab-team-3', 'team-3.sre.local', '/SreSloLab-team-3/app']));
    for (const name of physicalNames(givenLab({ lab: 'team-4' }))) expect(names).not.toContain(name);
  });

  test('joins the shared network, and makes none of its own', () => {
    const template = Template.fromStack(givenLab({ lab: 'team-3', network: 'shared' }));
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', {
      VpcId: { 'Fn::ImportValue': 'SreSloLabNetwork-VpcId' },
    });
    template.hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', {
      Name: 'team-3.sre.local',
      Vpc: { 'Fn::ImportValue': 'SreSloLabNetwork-VpcId' },
    });
    template.allResourcesProperties('AWS::ECS::Service', {
      NetworkConfiguration: {
        AwsvpcConfiguration: Match.objectLike({
          Subnets: [
            { 'Fn::ImportValue': 'SreSloLabNetwork-PublicSubnet1' },
            { 'Fn::ImportValue': 'SreSloLabNetwork-PublicSubnet2' },
          ],
        }),
      },
    });
  });

  test('lets Prometheus reach the app, and nobody else', () => {
    const template = Template.fromStack(givenLab());
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: groupOf('App'),
      SourceSecurityGroupId: groupOf('Observability'),
      IpProtocol: 'tcp',
      FromPort: 5000,
      ToPort: 5000,
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: groupOf('Observability'),
      DestinationSecurityGroupId: groupOf('App'),
      IpProtocol: 'tcp',
      FromPort: 5000,
      ToPort: 5000,
    });
    template.allResourcesProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  });

  test('says that it is closed, and how to open it', () => {
    Template.fromStack(givenLab()).hasOutput('Access', {
      Value: 'closed; to open it: cdk deploy -c allowedCidr=<your address>/32',
    });
  });

  test('opens the app and the tools to the allowed networks, and says so', () => {
    const template = Template.fromStack(givenLab({ allowedCidr: '203.0.113.7/32,198.51.100.0/24' }));
    template.hasOutput('Access', { Value: 'open to 203.0.113.7/32, 198.51.100.0/24' });
    expect(openPorts(template)).toEqual([
      '198.51.100.0/24 3000',
      '198.51.100.0/24 5000',
      '198.51.100.0/24 8080',
      '198.51.100.0/24 9090',
      '203.0.113.7/32 3000',
      '203.0.113.7/32 5000',
      '203.0.113.7/32 8080',
      '203.0.113.7/32 9090',
    ]);
  });

  test('uses only resource types that the local cloud knows', () => {
    for (const context of [{}, { database: 'sidecar' }]) {
      const lab = givenLab({ allowedCidr: '203.0.113.7/32', ...context });
      expect(resourceTypes(Template.fromStack(lab))).toEqual(RESOURCE_TYPES);
    }
  });

  test('needs no bootstrapped account: no bootstrap version, rule, transform or asset', () => {
    const json = Template.fromStack(givenLab()).toJSON();
    expect(Object.keys(json).sort()).toEqual(['Conditions', 'Description', 'Outputs', 'Parameters', 'Resources']);
    expect(Object.keys(json.Parameters).sort()).toEqual(['ExpiresAt', 'Owner', 'TimeZone']);
  });

  test('ends both services by itself, and says when', () => {
    const template = Template.fromStack(givenLab());
    template.resourceCountIs('AWS::Scheduler::Schedule', 4);
    template.hasOutput('Ends', { Value: { Ref: 'ExpiresAt' } });
  });

  test('ends never by itself in production', () => {
    const template = Template.fromStack(givenLab({ profile: 'production', certificateArn: 'none' }));
    template.resourceCountIs('AWS::Scheduler::Schedule', 0);
    expect(Object.keys(template.toJSON().Parameters)).not.toContain('ExpiresAt');
  });

  test('marks everything that can have a tag with its owner and its end', () => {
    const resources = resourcesOf(Template.fromStack(givenLab()));
    const unmarked = resources.filter(({ Properties }) => {
      const tags = JSON.stringify(Properties['Tags'] ?? []);
      return !tags.includes('{"Key":"expires","Value":{"Ref":"ExpiresAt"}}') || !tags.includes('{"Ref":"Owner"}');
    });
    expect([...new Set(unmarked.map(({ Type }) => Type))].sort()).toEqual([
      'AWS::EC2::Route',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::SubnetRouteTableAssociation',
      'AWS::EC2::VPCGatewayAttachment',
      'AWS::IAM::Policy',
      'AWS::Scheduler::Schedule',
    ]);
  });

  test('fits into a CloudFormation request, unless it is for a bootstrapped account anyway', () => {
    const open = Array.from({ length: 20 }, (_, index) => `203.0.113.${index}/32`);
    const largest = { database: 'sidecar', chaosToken: 'true', flowLogs: 'true' };
    for (const more of [{}, largest]) {
      const lab = givenLab({ lab: 'a'.repeat(32), allowedCidr: more === largest ? open[0] : open, ...more });
      expect(stringify(Template.fromStack(lab).toJSON()).length).toBeLessThan(INLINE_LIMIT);
    }
  });

  test('depends on no account, region or availability zone', () => {
    const stack = givenLab();
    expect([stack.account, stack.region].every((value) => value.startsWith('${Token['))).toBe(true);
  });

  test('tags the stack, and so everything in it', () => {
    const app = givenApp();
    const stack = givenLab({ lab: 'team-3' }, app);
    expect(app.synth().getStackArtifact(stack.artifactId).tags).toEqual({
      project: 'sre-slo-lab',
      lab: 'SreSloLab-team-3',
    });
  });

  test('keeps nothing after a destroy', () => {
    expect(
      resourcesOf(Template.fromStack(givenLab())).filter(
        (resource) => !['Delete', undefined].includes(resource.DeletionPolicy),
      ),
    ).toEqual([]);
  });

  test('keeps its logical ids: another one would replace the resource', () => {
    expect(Object.keys(Template.fromStack(givenLab()).toJSON().Resources).sort()).toMatchSnapshot();
  });
});

function groupOf(part: string): object {
  return { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${part}Service`), 'GroupId'] };
}

function hasNamespace(stack: Stack, namespace: string): void {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name: namespace });
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([
      Match.objectLike({ Name: 'prometheus', Environment: [{ Name: 'LAB_NAMESPACE', Value: namespace }] }),
    ]),
  });
}

/** The names that are unique in an account and region. */
function physicalNames(stack: Stack): string[] {
  return resourcesOf(Template.fromStack(stack))
    .flatMap(({ Type, Properties }) =>
      Object.entries(Properties).filter(([key]) => /(^|\w)Name$|^Family$/.test(key) && !isInside(Type, key)),
    )
    .map(([, name]) => name)
    .filter((name) => typeof name === 'string');
}

/** Names that are unique in a cluster, a Cloud Map namespace or a role of the lab only. */
function isInside(type: string, key: string): boolean {
  return ['AWS::ECS::Service ServiceName', 'AWS::ServiceDiscovery::Service Name', 'AWS::IAM::Policy PolicyName'].some(
    (one) => one === `${type} ${key}`,
  );
}

function openPorts(template: Template): string[] {
  return Object.values(template.findResources('AWS::EC2::SecurityGroup'))
    .flatMap((group) => group.Properties.SecurityGroupIngress)
    .map((rule) => `${rule.CidrIp} ${rule.FromPort}`)
    .sort();
}

function resourceTypes(template: Template): string[] {
  return [...new Set(resourcesOf(template).map((resource) => resource.Type))].sort();
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, string | undefined>>;
  readonly DeletionPolicy?: string;
}

function resourcesOf(template: Template): Resource[] {
  return Object.values(template.toJSON().Resources);
}
