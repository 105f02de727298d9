import { Stack } from 'aws-cdk-lib';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import { Construct } from 'constructs';
import { PORTS } from '../../model/names';
import type { BurnRateAlarm } from '../burn-rate-alarm';
import { ExperimentRole } from './experiment-role';

export interface FaultExperimentsProps {
  /** Of the cluster of `service`. */
  readonly clusterName: string;
  /** Each experiment hits one of its tasks. */
  readonly service: FargateService;
  /** What stops an experiment. */
  readonly burnRate: BurnRateAlarm;
}

interface Experiment {
  readonly id: string;
  readonly description: string;
  readonly actionId: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** On Fargate the network actions go through ECS' own endpoints. */
const NETWORK = { duration: 'PT3M', useEcsFaultInjectionEndpoints: 'true' };

const EXPERIMENTS: readonly Experiment[] = [
  { id: 'StopTask', description: 'One task of the app is stopped', actionId: 'aws:ecs:stop-task' },
  {
    id: 'Latency',
    description: 'What one task of the app sends is 300 ms late, for three minutes',
    actionId: 'aws:ecs:task-network-latency',
    parameters: { ...NETWORK, delayMilliseconds: '300', jitterMilliseconds: '50' },
  },
  {
    id: 'PacketLoss',
    description: 'A fifth of the packets that one task of the app sends is lost, for three minutes',
    actionId: 'aws:ecs:task-network-packet-loss',
    parameters: { ...NETWORK, lossPercent: '20' },
  },
  {
    id: 'BlackholePort',
    description: 'Nothing that is sent to the port of one task of the app arrives, for three minutes',
    actionId: 'aws:ecs:task-network-blackhole-port',
    parameters: { ...NETWORK, port: String(PORTS.app), protocol: 'tcp', trafficType: 'ingress' },
  },
];

/** Experiment templates of the Fault Injection Service; each stops when the error budget burns too fast, or is not seen. */
export class FaultExperiments extends Construct {
  constructor(scope: Construct, id: string, props: FaultExperimentsProps) {
    super(scope, id);
    const { clusterName, service, burnRate } = props;
    const role = new ExperimentRole(this, 'Role', { clusterName });
    const alarms = [burnRate.burning, burnRate.addBlind()];
    for (const { id: name, description, actionId, parameters } of EXPERIMENTS) {
      new CfnExperimentTemplate(this, name, {
        description,
        roleArn: role.roleArn,
        targets: {
          task: {
            resourceType: 'aws:ecs:task',
            parameters: { cluster: clusterName, service: service.serviceName },
            selectionMode: 'COUNT(1)',
          },
        },
        actions: { [name]: { actionId, description, ...(parameters && { parameters }), targets: { Tasks: 'task' } } },
        stopConditions: alarms.map(({ alarmArn }) => ({ source: 'aws:cloudwatch:alarm', value: alarmArn })),
        experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'fail' },
        tags: { Name: `${Stack.of(this).stackName}-${name}` },
      });
    }
  }
}
