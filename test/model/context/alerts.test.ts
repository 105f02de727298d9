import { readAlerts } from '../../../lib/model/context/alerts';
import { LabError } from '../../../lib/model/errors';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hook-AbCdEf';
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:pages';

describe('readAlerts', () => {
  test('tells nobody when nothing is said', () => {
    expect(readAlerts({})).toEqual({});
  });

  test('reads every destination', () => {
    expect(
      readAlerts({
        alertWebhook: 'https://hooks.example.com/a?b=c',
        alertEmail: 'oncall@example.com, lead@example.com',
        alertSmtpSecret: SECRET,
        alertTopic: TOPIC,
        heartbeatUrl: 'https://hc.example.com/1',
      }),
    ).toEqual({
      webhook: { kind: 'url', url: 'https://hooks.example.com/a?b=c' },
      email: { to: 'oncall@example.com,lead@example.com', smtpSecretArn: SECRET },
      topicArn: TOPIC,
      heartbeat: { kind: 'url', url: 'https://hc.example.com/1' },
    });
  });

  test('takes the ARN of a secret in the place of a URL', () => {
    expect(readAlerts({ alertWebhook: SECRET, heartbeatUrl: SECRET })).toEqual({
      webhook: { kind: 'secret', secretArn: SECRET },
      heartbeat: { kind: 'secret', secretArn: SECRET },
    });
  });

  test.each([TOPIC, `${TOPIC}.fifo`, 'arn:aws-cn:sns:cn-north-1:123456789012:p'])(
    'takes the topic %s',
    (alertTopic) => {
      expect(readAlerts({ alertTopic }).topicArn).toBe(alertTopic);
    },
  );

  test.each(['hooks.example.com', 'ftp://a/b', 'https://a b', 'https://a/"', 'https://a/{{ x }}', '', 7])(
    'fails on the URL %j',
    (url) => {
      const rest =
        'allowed: an http:// or https:// URL without blanks, quotes and brackets, or, for one that nobody else may know, ' +
        'the whole ARN of a secret that holds an https:// URL';
      expect(failureOf({ alertWebhook: url })).toEqual({
        code: 'BadAlertWebhook',
        message: `alertWebhook is ${JSON.stringify(url)}; ${rest}`,
      });
      expect(failureOf({ heartbeatUrl: url })).toEqual({
        code: 'BadHeartbeatUrl',
        message: `heartbeatUrl is ${JSON.stringify(url)}; ${rest}`,
      });
    },
  );

  test.each([
    [{ alertEmail: 'a@example.com' }, 'alertEmail is set and alertSmtpSecret is not'],
    [{ alertSmtpSecret: SECRET }, 'alertSmtpSecret is set and alertEmail is not'],
  ])('fails on half of what e-mail needs: %j', (context, start) => {
    expect(failureOf(context)).toEqual({
      code: 'HalfAlertEmail',
      message:
        `${start}; e-mail needs both: -c alertEmail=<address> and -c alertSmtpSecret=<ARN of a secret with host, from, ` +
        'username and password of a mail server>',
    });
  });

  test.each(['oncall', 'a@b', 'a@b.c;d@e.f', '', `a@b.cc${',a@b.cc'.repeat(10)}`])(
    'fails on the address %j',
    (alertEmail) => {
      expect(failureOf({ alertEmail, alertSmtpSecret: SECRET })).toEqual({
        code: 'BadAlertEmail',
        message: `alertEmail is ${JSON.stringify(alertEmail)}; allowed: one to ten addresses, with commas, such as -c alertEmail=oncall@example.com`,
      });
    },
  );

  test('fails on a mail server that is no secret', () => {
    expect(failureOf({ alertEmail: 'a@example.com', alertSmtpSecret: 'smtp.example.com' })).toEqual({
      code: 'BadAlertSmtpSecret',
      message:
        'alertSmtpSecret is "smtp.example.com"; allowed: the whole ARN of a secret with host, from, username and password, ' +
        'such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:smtp-AbCdEf',
    });
  });

  test.each(['pages', 'arn:aws:sqs:eu-west-1:123456789012:pages', 'arn:aws:sns:eu-west-1:12:pages', true])(
    'fails on the topic %j',
    (alertTopic) => {
      expect(failureOf({ alertTopic })).toEqual({
        code: 'BadAlertTopic',
        message: `alertTopic is ${JSON.stringify(alertTopic)}; allowed: the ARN of an SNS topic, such as ${TOPIC}`,
      });
    },
  );
});

function failureOf(context: Record<string, unknown>): { code: string; message: string } {
  try {
    readAlerts(context);
  } catch (error) {
    if (error instanceof LabError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('nothing failed');
}
