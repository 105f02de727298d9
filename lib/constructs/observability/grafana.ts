import { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { PORTS } from '../../model/names';
import { GrafanaPassword } from '../grafana-password';
import type { LabTask } from '../lab-task';

/** The dashboards; the password of `admin` is a secret in `scope`. */
export function addGrafana(scope: Construct, task: LabTask): void {
  const password = new GrafanaPassword(scope, 'GrafanaPassword');
  task.addLabContainer('grafana', {
    port: PORTS.grafana,
    user: '472:0',
    secrets: { GF_SECURITY_ADMIN_PASSWORD: Secret.fromSecretsManager(password) },
    volumes: { 'grafana-data': '/var/lib/grafana' },
    essential: false,
  });
}
