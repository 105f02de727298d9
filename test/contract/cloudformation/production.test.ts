import { CreateChangeSetCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Template } from 'aws-cdk-lib/assertions';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { givenLab } from '../../stacks/given-lab';

const Bucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';

/** What a laptop cannot be: it says so before anything is made, and names every type. */
describe('the local cloud refuses', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  /** From S3, where the CDK CLI puts what is too large for a request. */
  const create = async (context: Record<string, string>) => {
    const Body = JSON.stringify(Template.fromStack(givenLab(context)).toJSON());
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'template.json', Body }));
    return await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'SreSloLab',
        ChangeSetName: 'c',
        ChangeSetType: 'CREATE',
        TemplateURL: `${cloud.cloud.endpoint}/${Bucket}/template.json`,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
  };

  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'the production profile',
      { profile: 'production', certificateArn: 'none' },
      [
        'AWS::EC2::EIP',
        'AWS::EC2::NatGateway',
        'AWS::EC2::FlowLog',
        'AWS::CloudWatch::Alarm',
        'AWS::ApplicationAutoScaling::ScalableTarget',
        'AWS::ApplicationAutoScaling::ScalingPolicy',
        'AWS::RDS::DBSubnetGroup',
        'AWS::RDS::DBInstance',
        'AWS::ElasticLoadBalancingV2::TargetGroup',
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        'AWS::ElasticLoadBalancingV2::Listener',
        'AWS::ElasticLoadBalancingV2::ListenerRule',
      ],
    ],
    ['experiments of FIS', { fis: 'true' }, ['AWS::CloudWatch::Alarm', 'AWS::FIS::ExperimentTemplate']],
    ['flow logs', { flowLogs: 'true' }, ['AWS::EC2::FlowLog']],
  ])('%s, by the names of the resource types', async (_, context, types) => {
    const refusal: Error = await create(context).then(
      () => {
        throw new Error('it was not refused');
      },
      (error) => error,
    );
    const [, named = ''] = /^Template format error: Unrecognized resource types: \[(.*)\]$/.exec(refusal.message) ?? [];
    expect(named.split(', ').sort()).toEqual([...types].sort());
    await expect(cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: 'SreSloLab' }))).rejects.toThrow(
      'does not exist',
    );
  });
});
