import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonsOf } from '../../lib/cli/lessons/load';
import { pageFile } from '../../lib/lessons/for-page';
import { costTable } from './cost-table';
import { withGeneratedPart } from './generated-part';
import { supportTable, withSupportTable } from './support-table';

const root = join(__dirname, '..', '..', '..');
const file = join(root, 'README.md');

async function writeDocs(): Promise<void> {
  const readme = withSupportTable(readFileSync(file, 'utf8'), supportTable(root));
  writeFileSync(file, withGeneratedPart(readme, 'what a lab costs', await costTable(root)));
  writeFileSync(join(root, 'observability/console/page/lessons.json'), pageFile(lessonsOf(root)));
}

void writeDocs();
