import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { AppService } from '../../lib/constructs/app-service';
import { LabCluster } from '../../lib/constructs/lab-cluster';
import { ManagedDatabase } from '../../lib/constructs/managed-database';
import { PrivateNetwork } from '../../lib/constructs/private-network';
import { labOf } from '../../lib/model/lab';
import { givenStack, IMAGE_TAGS } from './given-stack';

const INSTANCE = 'AWS::RDS::DBInstance';

describe('ManagedDatabase', () => {
  test('is PostgreSQL with a standby in the other zone', () => {
    whenSynthesized().hasResourceProperties(INSTANCE, {
      Engine: 'postgres',
      EngineVersion: '17.9',
      DBInstanceClass: 'db.t4g.micro',
      MultiAZ: true,
    });
  });

  test('is encrypted at rest, with seven days of backups', () => {
    whenSynthesized().hasResourceProperties(INSTANCE, {
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
      CopyTagsToSnapshot: true,
    });
  });

  test("has RDS' own managed password, which the template does not hold", () => {
    whenSynthesized().hasResourceProperties(INSTANCE, {
      ManageMasterUserPassword: true,
      MasterUsername: 'lab_admin',
      MasterUserPassword: Match.absent(),
    });
  });

  test('has no public address, and lies in subnets without a way out', () => {
    const template = whenSynthesized();
    template.hasResourceProperties(INSTANCE, { PubliclyAccessible: false });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: [1, 2].map((zone) => ({ Ref: Match.stringLikeRegexp(`DatabaseSubnet${zone}`) })),
    });
  });

  test('outlives a mistake: protected against deletion, and a snapshot is left', () => {
    whenSynthesized().hasResource(INSTANCE, {
      Properties: { DeletionProtection: true },
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
    });
  });

  test('lets in who is named, to port 5432, and nobody else', () => {
    const { stack, vpc, database } = givenDatabase();
    database.allowFrom(new SecurityGroup(stack, 'Client', { vpc, allowAllOutbound: false }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      IpProtocol: 'tcp',
      FromPort: 5432,
      ToPort: 5432,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Client'), 'GroupId'] },
    });
  });

  test('tells the app where it is, by its attributes, and the password by the secret', () => {
    const { stack, vpc, database } = givenDatabase();
    const { cluster } = new LabCluster(stack, 'Cluster', { vpc, lab: labOf() });
    new AppService(stack, 'App', { cluster, imageTags: IMAGE_TAGS, allowedCidrs: [], managedDatabase: database });
    const instance = Match.stringLikeRegexp('^DatabaseInstance');
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Environment: Match.arrayWith([
            { Name: 'PGHOST', Value: { 'Fn::GetAtt': [instance, 'Endpoint.Address'] } },
            { Name: 'PGPORT', Value: '5432' },
            { Name: 'PGUSER', Value: 'lab_admin' },
            { Name: 'PGDATABASE', Value: 'lab' },
            { Name: 'PGSSLMODE', Value: 'require' },
          ]),
          Secrets: [
            {
              Name: 'PGPASSWORD',
              ValueFrom: {
                'Fn::Join': ['', [{ 'Fn::GetAtt': [instance, 'MasterUserSecret.SecretArn'] }, ':password::']],
              },
            },
          ],
        }),
      ],
    });
  });
});

function givenDatabase() {
  const stack = givenStack();
  const { vpc } = new PrivateNetwork(stack, 'Network', { flowLogs: false });
  return { stack, vpc, database: new ManagedDatabase(stack, 'Database', { vpc }) };
}

function whenSynthesized(): Template {
  return Template.fromStack(givenDatabase().stack);
}
