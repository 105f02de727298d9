import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SourceData } from '@smithy/types';
import type { LocalCloud } from '../../lib/local-cloud';

/** POSTs a form, signed for any service by AWS's own signer; answers status and text. */
export async function signedFetch(
  cloud: LocalCloud,
  service: string,
  form: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string }> {
  const url = new URL(cloud.endpoint);
  const signer = new SignatureV4({ service, region: cloud.region, credentials: cloud.credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: '/',
    headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: form,
  });
  const response = await fetch(url, { method: 'POST', headers: signed.headers, body: form });
  return { status: response.status, text: await response.text() };
}

/** The hash that the signer asks for, by node:crypto. */
class Sha256 {
  private readonly hash;

  constructor(secret?: SourceData) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: SourceData): void {
    this.hash.update(bytes(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {}
}

function bytes(data: SourceData): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
