import type { Charge, Rule } from '../model';
import { PRICES, type PriceName } from '../prices';
import { isTrue, numberOf, textOf } from '../template';

/** An RDS instance: its hours, its disk, and the secret that RDS keeps its password in. */
export const dbInstance: Rule = ({ Properties: properties = {} }, { id, template }) => {
  const [engine, size] = [textOf(properties['Engine'], 'an engine'), textOf(properties['DBInstanceClass'], 'a class')];
  const instance = `RDS PostgreSQL ${size}`;
  if (engine !== 'postgres' || !isPriceName(instance)) {
    return { charges: [], unpriced: `${id}: RDS ${engine} on ${size}` };
  }
  const copies = isTrue(properties['MultiAZ']) ? 2 : 1;
  const inZones = copies === 2 ? ', in two zones' : '';
  const charges: Charge[] = [{ what: `${id}${inZones}`, price: instance, quantity: copies, basis: 'fixed' }];
  const storage = numberOf(template, properties['AllocatedStorage']);
  const kind = textOf(properties['StorageType'], 'gp2');
  const hasStoragePrice = storage !== undefined && /^gp[23]$/.test(kind);
  if (hasStoragePrice) {
    const what = `${id}: ${storage} GB${inZones}`;
    charges.push({ what, price: 'RDS storage, gp3 or gp2', quantity: copies * storage, basis: 'fixed' });
  }
  if (isTrue(properties['ManageMasterUserPassword'])) {
    charges.push({ what: `${id}: its password`, price: 'secret', quantity: 1, basis: 'fixed' });
  }
  return {
    charges,
    ...(hasStoragePrice ? {} : { unpriced: `${id}: storage of type ${kind}` }),
    notes: ['RDS keeps automatic backups up to the size of the disk for nothing; more, and snapshots, cost by the GB'],
  };
};

function isPriceName(name: string): name is PriceName {
  return Object.hasOwn(PRICES, name);
}
