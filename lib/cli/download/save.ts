import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LabError } from '../../model/errors';
import { openHttps, PATIENCE, reasonOf, type OpenOptions } from './open-https';
import { noSpace } from './no-space';

/** How far a download is, in bytes. */
export interface Progress {
  readonly received: number;
  /** Undefined when the server does not say. */
  readonly total: number | undefined;
}

export interface SaveOptions extends OpenOptions {
  readonly show?: (progress: Progress) => void;
  /** @default a file of the file system */
  readonly writeTo?: ((file: string) => Writable) | undefined;
}

/** Checksum files are a few kilobytes; what is longer is something else. */
const LONGEST_TEXT = 1 << 20;

/** Downloads into a file; resolves with the SHA-256 of what came. A failure may leave a part of the file. */
export async function saveFile(address: string, file: string, options: SaveOptions): Promise<string> {
  const { show, writeTo = createWriteStream, signal } = options;
  const response = await openHttps(address, options);
  const total = sizeOf(response);
  const hash = createHash('sha256');
  let received = 0;
  const measured = async function* () {
    for await (const chunk of flowing(response, options)) {
      hash.update(chunk);
      received += chunk.length;
      show?.({ received, total });
      yield chunk;
    }
  };
  try {
    await pipeline(measured, writeTo(file), { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw noSpace(error) ?? stopped(address, { received, total }, error);
  }
  return hash.digest('hex');
}

/** A short text. */
export async function fetchText(address: string, options: OpenOptions): Promise<string> {
  const response = await openHttps(address, options);
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of flowing(response, options)) {
      received += chunk.length;
      if (received > LONGEST_TEXT) break;
      chunks.push(chunk);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    throw stopped(address, { received, total: sizeOf(response) }, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The bytes of an archive, as its server tells; nothing is downloaded. Undefined when the server does not say. */
export async function remoteSize(address: string, options: OpenOptions): Promise<number | undefined> {
  const response = await openHttps(address, options);
  response.destroy();
  return sizeOf(response);
}

/** The SHA-256 of a file. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** The answer's bytes; one that stalls is given up. */
async function* flowing(
  response: IncomingMessage,
  { patience = PATIENCE, signal }: OpenOptions,
): AsyncGenerator<Buffer> {
  const stall = setTimeout(
    () => response.destroy(new LabError('Stalled', `nothing came for ${patience.stallMs / 1000} s`)),
    patience.stallMs,
  );
  const abort = () => response.destroy();
  signal?.addEventListener('abort', abort, { once: true });
  const chunks: AsyncIterable<Buffer> = response;
  try {
    for await (const chunk of chunks) {
      stall.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(stall);
    signal?.removeEventListener('abort', abort);
  }
}

function sizeOf({ headers }: IncomingMessage): number | undefined {
  const size = headers['content-length'];
  return size === undefined ? undefined : Number(size);
}

function stopped(address: string, { received, total }: Progress, cause: unknown): LabError {
  const of = total === undefined ? '' : ` of ${total}`;
  return new LabError(
    'DownloadCut',
    `the download of ${address} stopped after ${received}${of} bytes (${reasonOf(cause)})`,
    { cause },
  );
}
