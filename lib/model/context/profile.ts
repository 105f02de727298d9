import { LabError } from '../errors';
import { shown } from './shown';

export type Profile =
  /** Public addresses, no load balancer, for some hours. */
  | { readonly kind: 'classroom' }
  /** Behind a load balancer, over two availability zones, until somebody takes it away. */
  | {
      readonly kind: 'production';
      /** Absent: plain HTTP, which was asked for. */
      readonly certificateArn?: string | undefined;
    };

/** The whole ARN of a certificate in Certificate Manager. */
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-f0-9-]{36}$/;

/**
 * Reads `profile` and `certificateArn`. Production must say how it is encrypted: a load balancer without a certificate is
 * one that somebody decided on, not one where it was forgotten.
 */
export function readProfile(profile: unknown, certificateArn: unknown): Profile {
  if (profile === 'production') return { kind: 'production', certificateArn: readCertificateArn(certificateArn) };
  if (profile !== undefined && profile !== 'classroom') {
    throw new LabError('BadProfile', `profile is ${shown(profile)}; allowed: classroom (the default), production`);
  }
  if (certificateArn !== undefined) {
    throw new LabError(
      'CertificateWithoutLoadBalancer',
      'certificateArn is set, and the classroom profile has no load balancer to use it; leave it out, or add -c profile=production',
    );
  }
  return { kind: 'classroom' };
}

function readCertificateArn(value: unknown): string | undefined {
  if (value === 'none') return undefined;
  if (typeof value === 'string' && CERTIFICATE_ARN.test(value)) return value;
  const example = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';
  if (value === undefined) {
    throw new LabError(
      'NoCertificate',
      `the production profile needs a certificate for its load balancer, such as -c certificateArn=${example}; ` +
        '-c certificateArn=none serves plain HTTP, which everybody on the way can read',
    );
  }
  throw new LabError(
    'BadCertificate',
    `certificateArn is ${shown(value)}; allowed: the whole ARN of a certificate in Certificate Manager, such as ${example}, or none for plain HTTP`,
  );
}
