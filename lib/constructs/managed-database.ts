import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  InstanceClass,
  InstanceSize,
  InstanceType,
  Port,
  SecurityGroup,
  SubnetType,
  type IConnectable,
  type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { PORTS } from '../model/names';
import type { DatabaseAccess } from './app-database';

export interface ManagedDatabaseProps {
  /** The database is in its isolated subnets. */
  readonly vpc: IVpc;
}

const USER = 'lab_admin';
const DATABASE = 'lab';

/**
 * PostgreSQL in RDS, with a standby in the other zone. RDS makes the password, keeps it in Secrets Manager and rotates
 * it; nobody types it. The database outlives the stack: it is protected, and a snapshot is left.
 */
export class ManagedDatabase extends Construct {
  readonly access: DatabaseAccess;
  private readonly instance: DatabaseInstance;

  constructor(scope: Construct, id: string, props: ManagedDatabaseProps) {
    super(scope, id);
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'The database: closed but for the app',
      allowAllOutbound: false,
    });
    this.instance = new DatabaseInstance(this, 'Instance', {
      engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17_9 }),
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MICRO),
      vpc: props.vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [securityGroup],
      credentials: Credentials.fromUsername(USER),
      manageMasterUserPassword: true,
      databaseName: DATABASE,
      multiAz: true,
      storageType: StorageType.GP3,
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      storageEncrypted: true,
      backupRetention: Duration.days(7),
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      cloudwatchLogsExports: ['postgresql', 'upgrade'],
      deletionProtection: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
    });
    Validations.of(this.instance).acknowledge({
      id: 'AwsSolutions-RDS11',
      reason: 'Only the app reaches the database; another port would hide it from nobody.',
    });
    const password = this.instance.secret;
    if (password === undefined)
      throw new Error('RDS was asked to manage the password, and the construct names no secret');
    this.access = {
      environment: {
        PGHOST: this.instance.dbInstanceEndpointAddress,
        PGPORT: String(PORTS.postgres),
        PGUSER: USER,
        PGDATABASE: DATABASE,
        PGSSLMODE: 'require',
      },
      secrets: { PGPASSWORD: ContainerSecret.fromSecretsManager(password, 'password') },
      attach: () => {},
    };
  }

  /** Lets `client` in, and nobody else. */
  allowFrom(client: IConnectable): void {
    this.instance.connections.allowFrom(client, Port.tcp(PORTS.postgres), 'the app reads its users');
  }
}
