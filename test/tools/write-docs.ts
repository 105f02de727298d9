import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supportTable, withSupportTable } from './support-table';

const root = join(__dirname, '..', '..', '..');
const file = join(root, 'README.md');
writeFileSync(file, withSupportTable(readFileSync(file, 'utf8'), supportTable(root)));
