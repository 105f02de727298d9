import { readLabContext } from '../../model/lab-context';
import { LabError } from '../../model/errors';
import type { AccessReport } from '../access/report';
import type { Command } from '../command';
import { formatAccess } from '../format/allow-me';
import { WHICH_LAB, type WhichLab } from '../options';

interface Options extends WhichLab {
  readonly cidr?: string;
  readonly remove?: boolean;
}

/** `lab allow-me`: opens a deployed lab to the caller's address, without a deployment. */
export const allowMe: Command<Options, AccessReport> = {
  name: 'allow-me',
  summary: 'open the lab on AWS to your own address, and to nobody else',
  description:
    "Adds rules to the lab's security groups, beside those of -c allowedCidr, without a deployment. cdk deploy leaves them as they " +
    'are, ./deploy.sh and --remove take them back, cdk destroy takes them away.',
  examples: [
    'npx lab allow-me --target aws',
    'npx lab allow-me --target aws --cidr 203.0.113.0/24   # the whole room',
    'npx lab allow-me --target aws --remove',
  ],
  options: [
    ...WHICH_LAB,
    {
      flags: '--cidr <network>',
      description: 'an IPv4 network or address instead of your own, which https://checkip.amazonaws.com tells',
      parse: network,
    },
    { flags: '--remove', description: 'take back what lab allow-me opened: for --cidr, or all of it' },
  ],
  async run(context, { cidr, remove, ...which }) {
    const { findLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { createAccessApi }: typeof import('../../aws/access-api') = require('../../aws/access-api');
    const { allow, disallow }: typeof import('../access/allow') = require('../access/allow');
    const { ownAddress }: typeof import('../access/own-address') = require('../access/own-address');
    const { profile, cluster } = findLab(context, which);
    const place = { cluster, endpoint: profile.endpoint ?? null };
    const report = { ...place, opened: [], alreadyOpen: [], closed: [], isOnThisMachine: false };
    if (profile.endpoint !== undefined && cidr === undefined && !remove) {
      return { data: { ...report, cidr: null, isOnThisMachine: true } };
    }
    const api = await createAccessApi(profile);
    if (remove) return { data: { ...report, cidr: cidr ?? null, ...(await disallow(api, place, cidr)) } };
    const wanted = cidr ?? `${await ownAddress()}/32`;
    return { data: { ...report, cidr: wanted, ...(await allow(api, place, wanted)) } };
  },
  format: formatAccess,
};

/** By the rules of `-c allowedCidr`; an address alone is itself. */
function network(text: string): string {
  const cidr = /^[\d.]+$/.test(text) ? `${text}/32` : text;
  try {
    const [one, ...others] = readLabContext({ allowedCidr: cidr }).allowedCidrs;
    if (one !== undefined && others.length === 0) return one;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(
      'InvalidArgument',
      error.message.replaceAll('allowedCidr', '--cidr').replaceAll('-c --cidr=', '--cidr '),
      {
        cause: error,
      },
    );
  }
  throw new LabError('InvalidArgument', `--cidr is "${text}"; allowed: one network; run it again for the next one`);
}
