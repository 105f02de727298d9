import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTRINSIC_FUNCTIONS } from '../../lib/local-cloud/template/evaluate';
import { RESOURCE_TYPES } from '../../lib/local-cloud/template/resources';
import { withGeneratedPart } from './generated-part';

const TITLES: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  ec2: 'EC2',
  ecs: 'ECS',
  logs: 'CloudWatch Logs',
  s3: 'S3',
  scheduler: 'EventBridge Scheduler',
  secretsmanager: 'Secrets Manager',
  servicediscovery: 'Cloud Map',
  ssm: 'Systems Manager (parameters)',
  sts: 'STS',
};

/** The README's table of what the local cloud supports, from the code. */
export function supportTable(root: string): string {
  const folder = join(root, 'lib/local-cloud/services');
  const services = Object.entries(TITLES).map(([service, title]) => {
    const actions = actionsIn(join(folder, service, 'actions'));
    return `| ${title} | ${actions.join(', ')} | [promised and refused](lib/local-cloud/services/${service}/BEHAVIOUR.md) |`;
  });
  const types = [...RESOURCE_TYPES.keys()].sort().map((type) => `\`${type.replace('AWS::', '')}\``);
  return [
    '| service | actions | |',
    '|---|---|---|',
    ...services,
    '',
    `**Resource types** (\`AWS::…\`): ${types.join(', ')}.`,
    '',
    `**Intrinsic functions**: ${INTRINSIC_FUNCTIONS.map((name) => `\`${name}\``).join(', ')}.`,
  ].join('\n');
}

/** Every service folder has a title here. */
export function untitledServices(root: string): string[] {
  return readdirSync(join(root, 'lib/local-cloud/services'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !Object.hasOwn(TITLES, entry.name))
    .map((entry) => entry.name);
}

function actionsIn(folder: string): string[] {
  return readdirSync(folder)
    .map((file) => /\bname: '([A-Z]\w+)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1])
    .filter((name) => name !== undefined)
    .sort();
}

/** The README with a fresh table between its marks. */
export function withSupportTable(readme: string, table: string): string {
  return withGeneratedPart(readme, 'what the local cloud supports', table);
}
