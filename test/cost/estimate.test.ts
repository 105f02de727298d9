import { addEstimates, estimate, sessionCost } from '../../lib/cost/estimate';
import type { Template } from '../../lib/cost/template';

const QUIET = { requestsPerSecond: 0 };
const BUSY = { requestsPerSecond: 50 };

const resources = (map: Template['Resources']): Template => ({ Resources: map });

/** A service of two ARM tasks of 0.25 vCPU and 0.5 GB with public addresses. */
function fargate(service: object = {}, task: object = {}): Template['Resources'] {
  return {
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { Cpu: '256', Memory: '512', RuntimePlatform: { CpuArchitecture: 'ARM64' }, ...task },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: {
        ServiceName: 'app',
        DesiredCount: 2,
        LaunchType: 'FARGATE',
        TaskDefinition: { Ref: 'Task' },
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } },
        ...service,
      },
    },
  };
}

function rowsOf(map: Template['Resources'], usage = QUIET): [string, number, number][] {
  return estimate(resources(map), usage).items.map(({ price, quantity, usdPerHour }) => [price, quantity, usdPerHour]);
}

describe('what an ECS service costs', () => {
  it('is cpu, memory and an address for each wanted task, by architecture', () => {
    expect(rowsOf(fargate())).toEqual([
      ['Fargate vCPU, ARM', 0.5, 0.5 * 0.03238],
      ['Fargate memory, ARM', 1, 0.00356],
      ['public IPv4 address', 2, 0.01],
    ]);
    expect(rowsOf(fargate({ DesiredCount: 1 }, { RuntimePlatform: undefined }))).toEqual([
      ['Fargate vCPU, x86', 0.25, 0.25 * 0.04048],
      ['Fargate memory, x86', 0.5, 0.5 * 0.004445],
      ['public IPv4 address', 1, 0.005],
    ]);
  });

  it('has no address in a private subnet, and pays for a disk above 20 GB', () => {
    const rows = rowsOf(fargate({ NetworkConfiguration: {} }, { EphemeralStorage: { SizeInGiB: 50 } }));
    expect(rows.map(([price, quantity]) => [price, quantity]).slice(2)).toEqual([['Fargate storage above 20 GB', 60]]);
  });

  it('counts the least tasks that its scaling allows, and says how many it may become', () => {
    const scaled = estimate(
      resources({
        ...fargate({ DesiredCount: undefined }),
        Scaling: {
          Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
          Properties: {
            MinCapacity: 3,
            MaxCapacity: 10,
            ResourceId: { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] },
          },
        },
      }),
      QUIET,
    );
    expect(scaled.items[0]).toMatchObject({ quantity: 0.75 });
    expect(scaled.notes).toEqual(['under load there are up to 10 tasks of app; 3 are counted']);
    expect(scaled.unpriced).toEqual([]);
  });

  it('takes a count from the default of a parameter, and one task where nothing is said', () => {
    const template = {
      Parameters: { Count: { Default: 4 } },
      Resources: fargate({ DesiredCount: { Ref: 'Count' } }),
    };
    expect(estimate(template, QUIET).items[0]!.quantity).toBe(1);
    expect(rowsOf(fargate({ DesiredCount: undefined }))[0]![1]).toBe(0.25);
  });

  it('is told, not guessed, when it does not run on Fargate or its size is not fixed', () => {
    expect(estimate(resources(fargate({ LaunchType: 'EC2' })), QUIET).unpriced).toEqual([
      { type: 'AWS::ECS::Service', ids: ['Service'], reason: 'app: only LaunchType FARGATE has a price here' },
    ]);
    expect(estimate(resources(fargate({}, { Cpu: undefined })), QUIET).unpriced).toEqual([
      { type: 'AWS::ECS::Service', ids: ['Service'], reason: 'app: its task definition has no fixed cpu and memory' },
    ]);
  });
});

describe('what a production network and database cost', () => {
  it('is hours, addresses in each zone, and capacity by the traffic', () => {
    expect(
      rowsOf(
        {
          Balancer: {
            Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
            Properties: { Type: 'application', Scheme: 'internet-facing', Subnets: ['a', 'b'] },
          },
          Nat: { Type: 'AWS::EC2::NatGateway' },
          Address: { Type: 'AWS::EC2::EIP' },
        },
        BUSY,
      ),
    ).toEqual([
      ['Application Load Balancer', 1, 0.0225],
      ['public IPv4 address', 2, 0.01],
      ['load balancer capacity', 2, 0.016],
      ['NAT gateway', 1, 0.045],
      ['public IPv4 address', 1, 0.005],
    ]);
  });

  it('has a database in two zones twice, with its disk and the password that RDS keeps', () => {
    const database = (change: object) => ({
      Database: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          Engine: 'postgres',
          DBInstanceClass: 'db.t4g.micro',
          AllocatedStorage: '20',
          StorageType: 'gp3',
          MultiAZ: true,
          ManageMasterUserPassword: true,
          ...change,
        },
      },
    });
    expect(rowsOf(database({}))).toEqual([
      ['RDS PostgreSQL db.t4g.micro', 2, 0.032],
      ['RDS storage, gp3 or gp2', 40, expect.closeTo((40 * 0.115) / 730)],
      ['secret', 1, expect.closeTo(0.4 / 730)],
    ]);
    expect(estimate(resources(database({ DBInstanceClass: 'db.r8g.large' })), QUIET).unpriced).toEqual([
      { type: 'AWS::RDS::DBInstance', ids: ['Database'], reason: 'Database: RDS postgres on db.r8g.large' },
    ]);
    expect(estimate(resources(database({ StorageType: 'io2' })), QUIET).unpriced).toEqual([
      { type: 'AWS::RDS::DBInstance', ids: ['Database'], reason: 'Database: storage of type io2' },
    ]);
  });

  it('has an alarm for each metric, and pays for a metric of its own', () => {
    expect(
      rowsOf({
        Plain: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Period: 60 },
        },
        Own: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Namespace: 'SreSloLab', MetricName: 'BurnRate', Period: 10 },
        },
        OwnToo: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Namespace: 'SreSloLab', MetricName: 'BurnRate', Period: 60 },
        },
        Math: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: {
            Metrics: [
              { Id: 'a', MetricStat: { Metric: { Namespace: 'AWS/ECS', MetricName: 'A' }, Period: 60 } },
              { Id: 'b', MetricStat: { Metric: { Namespace: 'AWS/ECS', MetricName: 'B' }, Period: 60 } },
              { Id: 'c', Expression: 'a + b' },
            ],
          },
        },
        Scaling: {
          Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
          Properties: { PolicyType: 'TargetTrackingScaling' },
        },
        Both: { Type: 'AWS::CloudWatch::CompositeAlarm' },
      }).map(([price, quantity]) => [price, quantity]),
    ).toEqual([
      ['alarm', 1],
      ['high-resolution alarm', 1],
      ['custom metric', 1],
      ['alarm', 1],
      ['alarm', 2],
      ['alarm', 2],
      ['composite alarm', 1],
    ]);
  });
});

describe('what logs cost', () => {
  it('is a line for each request in the log of the app, and little in the others', () => {
    const groups = {
      App: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/SreSloLab/app' } },
      Other: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/SreSloLab/prometheus' } },
    };
    const [app, other] = estimate(resources(groups), BUSY).items;
    expect(app).toMatchObject({ basis: 'estimate', quantity: expect.closeTo((50 * 3600 * 231) / 2 ** 30) });
    expect(other!.usdPerHour).toBeLessThan(0.0001);
    expect(estimate(resources(groups), QUIET).items[0]!.usdPerHour).toBe(0);
  });

  it('counts flow logs once, as records of connections', () => {
    const flows = {
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/SreSloLab/app' } },
      Flow: { Type: 'AWS::EC2::FlowLog', Properties: { LogGroupName: { Ref: 'Group' } } },
    };
    expect(rowsOf(flows, BUSY).map(([price]) => price)).toEqual(['log ingestion']);
  });
});

describe('an estimate', () => {
  it('names every type that it does not know, once', () => {
    const { unpriced, usdPerHour } = estimate(
      resources({ A: { Type: 'AWS::SQS::Queue' }, B: { Type: 'AWS::SQS::Queue' }, C: { Type: 'AWS::EC2::VPC' } }),
      QUIET,
    );
    expect(unpriced).toEqual([
      { type: 'AWS::SQS::Queue', ids: ['A', 'B'], reason: 'a type without a price in the table' },
    ]);
    expect(usdPerHour).toBe(0);
  });

  it('has a private zone for nothing within twelve hours, and for each begun month after', () => {
    const zone = estimate(resources({ Zone: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace' } }), QUIET);
    const costOf = (hours: number) => sessionCost(zone, { hours, labs: 20 });
    expect([costOf(12), costOf(12.1), costOf(730), costOf(731)]).toEqual([0, 10, 10, 20]);
  });

  it('adds stacks up', () => {
    const one = estimate(resources({ ...fargate(), Unknown: { Type: 'AWS::SQS::Queue' } }), QUIET);
    const two = addEstimates([one, one]);
    expect(two.usdPerHour).toBeCloseTo(2 * one.usdPerHour);
    expect(two.unpriced).toEqual([expect.objectContaining({ ids: ['Unknown', 'Unknown'] })]);
  });
});
