import type { AccountApi, ImagePresence } from '../../aws/account-api';
import { LabError } from '../../model/errors';
import { IMAGE_NAMES, IMAGES, type ImageTags } from '../../model/images';
import type { Check } from './check';

/** AWS' default quota (VPC user guide, "Amazon VPC quotas"), for a caller who may not ask what the account has. */
const DEFAULT_VPCS_PER_REGION = 5;

/** One lab's tasks, and the app's alone (`lib/constructs`). */
const LAB_VCPUS = 0.75;
const APP_VCPUS = 0.25;

/** What a new account may have in a region (ECS developer guide, "Amazon ECS service quotas"). */
const NEW_ACCOUNT_VCPUS = 6;

/** Can this account and region take the lab? Asks only, and asks no further than the credentials reach. */
export async function awsChecks(api: AccountApi, tags: ImageTags, hasDocker: boolean, teams = 0): Promise<Check[]> {
  const region = await checked('region', async () => ({ found: await api.region() }));
  if (region.status === 'problem') return [region];
  const credentials = await checked('credentials', async () => {
    const { account, arn } = await api.callerIdentity();
    return { found: `account ${account}, ${arn}` };
  });
  if (credentials.status === 'problem') return [region, credentials];
  return [
    region,
    credentials,
    ...(await Promise.all([
      checked('VPCs', async () => vpcs(...(await Promise.all([api.countVpcs(), api.vpcQuota()])))),
      checked('Fargate', async () => fargate(await api.fargateVcpuQuota(), teams)),
      ...IMAGE_NAMES.map((name) => {
        const { repository } = IMAGES[name];
        const reference = `${repository}:${tags[name]}`;
        return checked(`image ${name}`, async () =>
          image(await api.imagePresence(repository, tags[name]), reference, hasDocker),
        );
      }),
    ])),
  ];
}

type Finding = Omit<Check, 'name' | 'status'> & { readonly status?: Check['status'] };

/** A call that AWS refuses is a finding too; any other error is a defect. */
async function checked(name: string, look: () => Promise<Finding>): Promise<Check> {
  try {
    return { name, status: 'ok', ...(await look()) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const [found = '', ...advice] = error.message.replace(/^no lab is running from this folder, and /, '').split('; ');
    const said = ADVICE[error.code] ?? advice.join('; ');
    return { name, status: 'problem', found, ...(said ? { advice: said } : {}) };
  }
}

/** The errors' own advice is for people who may mean a lab on this machine. */
const ADVICE: Readonly<Record<string, string>> = {
  NoRegion: 'set AWS_REGION, such as us-east-1',
  NoCredentials: 'log in to AWS (AWS_PROFILE, "aws sso login")',
  WrongCredentials: 'log in to AWS again (AWS_PROFILE, "aws sso login")',
  NoAnswer: 'check the network, and that AWS_ENDPOINT_URL is not set',
  AccessDenied: 'ask for the right to see it; the deploy itself needs ECS, ECR, CloudFormation, Cloud Map, EC2 and IAM',
};

function vpcs(count: number, quota: number | undefined): Finding {
  const most = quota ?? DEFAULT_VPCS_PER_REGION;
  const found = `${count} of ${most}, ${quota === undefined ? "AWS' default: Service Quotas does not tell this account's own" : 'the quota of the region'}`;
  if (count < most) return { found };
  const unless = quota === undefined ? 'unless the account has a higher quota, ' : '';
  return {
    status: 'warning',
    found,
    advice: `a lab that is not there yet needs one more: ${unless}remove one, ask for more in Service Quotas, or take another region`,
  };
}

/**
 * What runs already is nothing that an account tells in a word: the quota is held against the labs that are to come. While a
 * service is deployed, a second task of the app runs.
 */
function fargate(quota: number | undefined, teams: number): Finding {
  const labs = Math.max(teams, 1);
  const needed = labs * (LAB_VCPUS + APP_VCPUS);
  const need = `${labs === 1 ? 'a lab takes' : `${labs} labs take`} ${labs * LAB_VCPUS} vCPU, ${needed} during a deploy`;
  const found =
    quota === undefined
      ? `${need}; Service Quotas does not tell the quota (new accounts have ${NEW_ACCOUNT_VCPUS})`
      : `${need}; the quota of the region is ${quota}`;
  if (needed <= (quota ?? NEW_ACCOUNT_VCPUS)) return { found };
  return {
    status: quota === undefined ? 'warning' : 'problem',
    found,
    advice: 'ask for more "Fargate On-Demand vCPU resource count" in Service Quotas, or run fewer labs at a time',
  };
}

function image(presence: ImagePresence, reference: string, hasDocker: boolean): Finding {
  if (presence === 'present') return { found: `${reference} is in ECR` };
  const repositories = presence === 'no repository' ? "npx cdk deploy 'Images/*', then " : '';
  return {
    // What ./deploy.sh does by itself is no problem; without a repository it refuses, by design.
    status: hasDocker && presence === 'no image' ? 'warning' : 'problem',
    found: `${reference}: ${presence === 'no image' ? 'not in ECR' : 'ECR has no such repository'}`,
    advice: `${repositories}./build-and-push.sh${hasDocker ? '' : ', where Docker with buildx is'}`,
  };
}
