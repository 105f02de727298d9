import { LabError } from '../errors';
import { SECRET_ARN } from './secret-arn';
import { shown } from './shown';

/** Where Alertmanager sends alerts; without any of it they are on its page and in its API. */
export interface AlertSettings {
  /** Gets every alert, as Alertmanager's webhook has it. */
  readonly webhook?: UrlSetting;
  readonly email?: {
    /** Addresses, with commas. */
    readonly to: string;
    /** A secret with host, from, username and password of a mail server that takes STARTTLS at port 587. */
    readonly smtpSecretArn: string;
  };
  /** An SNS topic. */
  readonly topicArn?: string;
  /** Is told once a minute that alerting works. */
  readonly heartbeat?: UrlSetting;
}

/** Many webhooks have their password in the URL: then it is a secret. */
export type UrlSetting =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'secret'; readonly secretArn: string };

export const ALERT_KEYS = ['alertWebhook', 'alertEmail', 'alertSmtpSecret', 'alertTopic', 'heartbeatUrl'];

/** What entrypoint.sh of Alertmanager lets through: nothing that ends a quoted text of YAML. */
const URL_TEXT = /^https?:\/\/[A-Za-z0-9:/?#@!$&*+,;=%._~-]{1,2000}$/;

const ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

/** Reads the context's alert settings; throws a LabError that says what is wrong with them. */
export function readAlerts(context: Readonly<Record<string, unknown>>): AlertSettings {
  const webhook = readUrl('alertWebhook', 'BadAlertWebhook', context.alertWebhook);
  const heartbeat = readUrl('heartbeatUrl', 'BadHeartbeatUrl', context.heartbeatUrl);
  const email = readEmail(context.alertEmail, context.alertSmtpSecret);
  const topicArn = readTopic(context.alertTopic);
  return {
    ...(webhook && { webhook }),
    ...(email && { email }),
    ...(topicArn && { topicArn }),
    ...(heartbeat && { heartbeat }),
  };
}

function readUrl(key: string, code: string, value: unknown): UrlSetting | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    if (SECRET_ARN.test(value)) return { kind: 'secret', secretArn: value };
    if (URL_TEXT.test(value) && URL.canParse(value)) return { kind: 'url', url: value };
  }
  throw new LabError(
    code,
    `${key} is ${shown(value)}; allowed: an http:// or https:// URL without blanks, quotes and brackets, or, for one that ` +
      'nobody else may know, the whole ARN of a secret that holds an https:// URL',
  );
}

function readEmail(addresses: unknown, smtpSecret: unknown): AlertSettings['email'] {
  if (addresses === undefined && smtpSecret === undefined) return undefined;
  if (addresses === undefined || smtpSecret === undefined) {
    const [given, missing] =
      smtpSecret === undefined ? ['alertEmail', 'alertSmtpSecret'] : ['alertSmtpSecret', 'alertEmail'];
    throw new LabError(
      'HalfAlertEmail',
      `${given} is set and ${missing} is not; e-mail needs both: -c alertEmail=<address> and -c alertSmtpSecret=<ARN of a ` +
        'secret with host, from, username and password of a mail server>',
    );
  }
  const list = typeof addresses === 'string' ? addresses.split(',').map((address) => address.trim()) : [];
  if (list.length === 0 || list.length > 10 || !list.every((address) => ADDRESS.test(address))) {
    throw new LabError(
      'BadAlertEmail',
      `alertEmail is ${shown(addresses)}; allowed: one to ten addresses, with commas, such as -c alertEmail=oncall@example.com`,
    );
  }
  if (typeof smtpSecret === 'string' && SECRET_ARN.test(smtpSecret)) {
    return { to: list.join(','), smtpSecretArn: smtpSecret };
  }
  throw new LabError(
    'BadAlertSmtpSecret',
    `alertSmtpSecret is ${shown(smtpSecret)}; allowed: the whole ARN of a secret with host, from, username and password, ` +
      'such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:smtp-AbCdEf',
  );
}

function readTopic(value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && TOPIC_ARN.test(value))) return value;
  throw new LabError(
    'BadAlertTopic',
    `alertTopic is ${shown(value)}; allowed: the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:123456789012:pages`,
  );
}
