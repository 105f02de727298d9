export const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';

/** The lab in every form that changes what is in the template: what holds for one must hold for all. */
export const PROFILES: readonly Readonly<Record<string, string>>[] = [
  {},
  { lab: 'team-3' },
  { database: 'sidecar' },
  { databaseSecret: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:users-db-AbCdEf' },
  { chaosToken: 'true', flowLogs: 'true' },
  { fis: 'true' },
  { fis: 'true', database: 'sidecar', chaosToken: 'true', flowLogs: 'true' },
  { profile: 'production', certificateArn: CERTIFICATE },
  { profile: 'production', certificateArn: CERTIFICATE, fis: 'true' },
  { profile: 'production', certificateArn: 'none', fis: 'true', flowLogs: 'false', chaosToken: 'false' },
];
