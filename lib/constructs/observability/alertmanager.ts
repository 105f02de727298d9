import { Duration } from 'aws-cdk-lib';
import { Peer, Port, type Connections } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { AlertSettings, UrlSetting } from '../../model/context/alerts';
import { PORTS } from '../../model/names';
import type { LabTask } from '../lab-task';

/** Where mail servers take messages from programs, with STARTTLS (RFC 6409). */
const SUBMISSION_PORT = 587;

/** Groups, silences and inhibits what Prometheus alerts, and tells whom `alerts` names. */
export function addAlertmanager(scope: Construct, task: LabTask, alerts: AlertSettings = {}): void {
  const { environment, secrets } = destinations(scope, alerts);
  task.addLabContainer('alertmanager', {
    port: PORTS.alertmanager,
    user: '65534:65534',
    environment,
    secrets,
    volumes: { 'alertmanager-data': '/alertmanager' },
    healthCheck: {
      // amtool is in every Alertmanager image and package.
      command: ['CMD', 'amtool', `--alertmanager.url=http://localhost:${PORTS.alertmanager}`, 'cluster', 'show'],
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(30),
    },
    essential: false,
  });
  if (alerts.topicArn !== undefined) {
    task.addToTaskRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [alerts.topicArn] }));
  }
}

/** The way out to destinations that do not listen on 443, which is open for the AWS APIs. */
export function allowNotifications(connections: Connections, { webhook, heartbeat, email }: AlertSettings = {}): void {
  const ports = new Set([portOf(webhook), portOf(heartbeat), email && SUBMISSION_PORT]);
  for (const port of ports) {
    if (port !== undefined && port !== 443) {
      connections.allowTo(Peer.anyIpv4(), Port.tcp(port), 'Alertmanager tells of alerts');
    }
  }
}

function portOf(setting: UrlSetting | undefined): number | undefined {
  if (setting?.kind !== 'url') return undefined;
  const { port, protocol } = new URL(setting.url);
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}

/** The variables of entrypoint.sh. */
function destinations(scope: Construct, { webhook, email, topicArn, heartbeat }: AlertSettings) {
  const environment: Record<string, string> = {};
  const secrets: Record<string, ContainerSecret> = {};
  const secret = (id: string, arn: string) => Secret.fromSecretCompleteArn(scope, id, arn);
  const url = (variable: string, id: string, setting: UrlSetting | undefined) => {
    if (setting?.kind === 'url') environment[variable] = setting.url;
    if (setting?.kind === 'secret') {
      secrets[variable] = ContainerSecret.fromSecretsManager(secret(id, setting.secretArn));
    }
  };
  url('ALERT_WEBHOOK_URL', 'AlertWebhook', webhook);
  url('HEARTBEAT_URL', 'Heartbeat', heartbeat);
  if (topicArn !== undefined) environment.ALERT_TOPIC_ARN = topicArn;
  if (email) {
    environment.ALERT_EMAIL = email.to;
    environment.SMTP_PORT = String(SUBMISSION_PORT);
    const smtp = secret('Smtp', email.smtpSecretArn);
    for (const member of ['host', 'from', 'username', 'password']) {
      secrets[`SMTP_${member.toUpperCase()}`] = ContainerSecret.fromSecretsManager(smtp, member);
    }
  }
  return { environment, secrets };
}
