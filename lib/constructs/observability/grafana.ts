import { Duration } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { LogDestination } from '../../model/context/logs';
import { PORTS } from '../../model/names';
import { GrafanaPassword } from '../grafana-password';
import type { LabTask } from '../lab-task';

const HEALTH = `http://localhost:${PORTS.grafana}/api/health`;

/** The dashboards, with logs those of Loki too; the password of `admin` is a secret in `scope`. */
export function addGrafana(scope: Construct, task: LabTask, logs: LogDestination = 'awslogs'): void {
  const password = new GrafanaPassword(scope, 'GrafanaPassword');
  task.addLabContainer('grafana', {
    port: PORTS.grafana,
    user: '472:0',
    environment: logs === 'loki' ? { GF_PATHS_PROVISIONING: '/etc/grafana/provisioning-with-logs' } : undefined,
    secrets: { GF_SECURITY_ADMIN_PASSWORD: Secret.fromSecretsManager(password) },
    volumes: { 'grafana-data': '/var/lib/grafana' },
    healthCheck: {
      // The image's busybox has wget; a machine that has Grafana itself has one of them.
      command: ['CMD-SHELL', `wget -q -O /dev/null ${HEALTH} || curl -sf -o /dev/null ${HEALTH} || exit 1`],
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(60),
    },
    essential: false,
  });
}
