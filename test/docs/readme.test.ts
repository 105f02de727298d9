import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costTable } from '../tools/cost-table';
import { withGeneratedPart } from '../tools/generated-part';
import { supportTable, untitledServices, withSupportTable } from '../tools/support-table';

const ROOT = join(__dirname, '..', '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the README', () => {
  it('has the table of what the local cloud supports as the code has it (npm run docs)', () => {
    expect(withSupportTable(readme, supportTable(ROOT))).toBe(readme);
    expect(untitledServices(ROOT)).toEqual([]);
  });

  it('has the figures of lab cost (npm run docs)', async () => {
    expect(withGeneratedPart(readme, 'what a lab costs', await costTable(ROOT))).toBe(readme);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file!);
    expect(links.length).toBeGreaterThan(5);
    for (const file of links) expect(() => readFileSync(join(ROOT, file))).not.toThrow();
  });
});

describe('BEHAVIOUR.md of each service', () => {
  it.each(['cloudformation', 'ec2', 'ecs', 'logs', 'secretsmanager', 'servicediscovery', 'sts'])(
    '%s names every action',
    (service) => {
      const text = readFileSync(join(ROOT, `lib/local-cloud/services/${service}/BEHAVIOUR.md`), 'utf8');
      const row = supportTable(ROOT)
        .split('\n')
        .find((line) => line.includes(`/${service}/BEHAVIOUR.md`))!;
      const actions = row
        .split('|')[2]!
        .split(',')
        .map((name) => name.trim());
      expect(actions.filter((action) => !text.includes(action))).toEqual([]);
    },
  );
});
