/** What a price is for. A month has 730 hours, as in AWS' own calculator. */
export type Unit =
  | 'vCPU-hour'
  | 'GB-hour'
  | 'address-hour'
  | 'gateway-hour'
  | 'load balancer-hour'
  | 'LCU-hour'
  | 'instance-hour'
  | 'endpoint-hour'
  | 'GB'
  | 'GB-month'
  | 'secret-month'
  | 'zone-month'
  | 'alarm-month'
  | 'metric-month'
  | 'key-month'
  | 'action-minute';

/** One of AWS' list prices, in US dollars, without free tier and discounts. */
export interface Price {
  readonly usd: number;
  readonly per: Unit;
  /** AWS' page of this price. */
  readonly page: string;
  /** Where the figure was read when AWS' page fills it in by script. */
  readonly readAt?: string;
  /** The day on which it was read. */
  readonly on: string;
}

/** The region of all prices; most others cost as much or up to a third more. */
export const PRICE_REGION = 'us-east-1';

/** When the table was last gone through. */
export const PRICES_AS_OF = '2026-11-21';

const FARGATE = 'https://aws.amazon.com/fargate/pricing/';
const FARGATE_READ = 'https://www.vantage.sh/blog/fargate-pricing';
const RDS = 'https://aws.amazon.com/rds/postgresql/pricing/';
const RDS_READ = 'https://infratally.com/articles/aws-rds-pricing-explained-2026.html';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const CLOUDWATCH_ALARMS_READ = 'https://c3x.dev/resources/aws/aws_cloudwatch_metric_alarm';
const LOAD_BALANCER = 'https://aws.amazon.com/elasticloadbalancing/pricing/';
const LOAD_BALANCER_READ = 'https://awsnegotiations.com/elastic-load-balancer-cost.html';
const on = PRICES_AS_OF;

/**
 * The price table: data, nothing else. AWS' price pages get their figures by script, so most were read elsewhere (`readAt`)
 * and are to be compared with AWS' page before money depends on them.
 */
export const PRICES = {
  'Fargate vCPU, ARM': { usd: 0.03238, per: 'vCPU-hour', page: FARGATE, readAt: FARGATE_READ, on },
  'Fargate memory, ARM': { usd: 0.00356, per: 'GB-hour', page: FARGATE, readAt: FARGATE_READ, on },
  'Fargate vCPU, x86': { usd: 0.04048, per: 'vCPU-hour', page: FARGATE, readAt: FARGATE_READ, on },
  'Fargate memory, x86': { usd: 0.004445, per: 'GB-hour', page: FARGATE, readAt: FARGATE_READ, on },
  'Fargate storage above 20 GB': { usd: 0.000111, per: 'GB-hour', page: FARGATE, readAt: FARGATE_READ, on },
  'public IPv4 address': {
    usd: 0.005,
    per: 'address-hour',
    page: 'https://aws.amazon.com/vpc/pricing/',
    readAt: 'https://www.doit.com/aws-public-ipv4-price-increase-the-complete-guide/',
    on,
  },
  'NAT gateway': {
    usd: 0.045,
    per: 'gateway-hour',
    page: 'https://aws.amazon.com/vpc/pricing/',
    readAt: 'https://cloudburn.io/blog/aws-nat-gateway-pricing',
    on,
  },
  'interface endpoint': {
    usd: 0.01,
    per: 'endpoint-hour',
    page: 'https://aws.amazon.com/privatelink/pricing/',
    readAt: 'https://egresscost.com/nat-gateway',
    on,
  },
  'Application Load Balancer': {
    usd: 0.0225,
    per: 'load balancer-hour',
    page: LOAD_BALANCER,
    readAt: LOAD_BALANCER_READ,
    on,
  },
  'Network Load Balancer': {
    usd: 0.0225,
    per: 'load balancer-hour',
    page: LOAD_BALANCER,
    readAt: LOAD_BALANCER_READ,
    on,
  },
  'load balancer capacity': { usd: 0.008, per: 'LCU-hour', page: LOAD_BALANCER, readAt: LOAD_BALANCER_READ, on },
  'RDS PostgreSQL db.t4g.micro': { usd: 0.016, per: 'instance-hour', page: RDS, readAt: RDS_READ, on },
  'RDS PostgreSQL db.t4g.small': { usd: 0.032, per: 'instance-hour', page: RDS, readAt: RDS_READ, on },
  'RDS PostgreSQL db.t4g.medium': { usd: 0.065, per: 'instance-hour', page: RDS, readAt: RDS_READ, on },
  'RDS storage, gp3 or gp2': {
    usd: 0.115,
    per: 'GB-month',
    page: RDS,
    readAt: 'https://www.usage.ai/blogs/aws/reserved-instances/rds/pricing-calculator/',
    on,
  },
  secret: {
    usd: 0.4,
    per: 'secret-month',
    page: 'https://aws.amazon.com/secrets-manager/pricing/',
    readAt: 'https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms',
    on,
  },
  'private hosted zone': {
    usd: 0.5,
    per: 'zone-month',
    page: 'https://aws.amazon.com/route53/pricing/',
    readAt: 'https://eatsip365.com/understanding-how-route-53-billing-works',
    on,
  },
  'log ingestion': {
    usd: 0.5,
    per: 'GB',
    page: CLOUDWATCH,
    readAt: 'https://coralogix.com/blog/is-cloudwatch-really-cost-efficient',
    on,
  },
  alarm: { usd: 0.1, per: 'alarm-month', page: CLOUDWATCH, readAt: CLOUDWATCH_ALARMS_READ, on },
  'high-resolution alarm': { usd: 0.3, per: 'alarm-month', page: CLOUDWATCH, readAt: CLOUDWATCH_ALARMS_READ, on },
  'composite alarm': { usd: 0.5, per: 'alarm-month', page: CLOUDWATCH, readAt: CLOUDWATCH_ALARMS_READ, on },
  'custom metric': {
    usd: 0.3,
    per: 'metric-month',
    page: CLOUDWATCH,
    readAt: 'https://signoz.io/guides/cloudwatch-pricing',
    on,
  },
  // Not found anywhere but in memory; nothing of the lab has a key of its own by default.
  'KMS key': { usd: 1, per: 'key-month', page: 'https://aws.amazon.com/kms/pricing/', on },
  'image storage': {
    usd: 0.1,
    per: 'GB-month',
    page: 'https://aws.amazon.com/ecr/pricing/',
    readAt: 'https://cloudburn.io/blog/amazon-ecr-pricing',
    on,
  },
  'fault injection': { usd: 0.1, per: 'action-minute', page: 'https://aws.amazon.com/fis/pricing/', on },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;
