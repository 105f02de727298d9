import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { findProjectRoot } from '../../lib/model/project-root';
import { CERTIFICATE } from '../_fixtures/profiles';
import { givenLab } from '../stacks/given-lab';

const ROOT = findProjectRoot(__dirname);
const page = readFileSync(join(ROOT, 'docs/production.md'), 'utf8');

describe('docs/production.md', () => {
  test('adds up what the choices cost', () => {
    const rows = [...page.matchAll(/^\| ([^|]+) \| (?:\*\*)?(\d\.\d{4})(?:\*\*)? \|/gm)];
    const costs = new Map(rows.map(([, choice, cost]) => [choice, Number(cost)]));
    const total = costs.get('**together**');
    costs.delete('**together**');
    expect(costs.size).toBe(6);
    expect([...costs.values()].reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(total!, 4);
  });

  test('counts what the template has', () => {
    const template = Template.fromStack(givenLab({ profile: 'production', certificateArn: CERTIFICATE }));
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Family: 'SreSloLab-app', Cpu: '256', Memory: '512' });
    // And the one that RDS makes for its password.
    expect(Object.keys(template.findResources('AWS::SecretsManager::Secret'))).toHaveLength(3);
  });

  test('says plainly that both are proven on the template only', () => {
    expect(page).toContain('**Proven on the template only.**');
  });
});
