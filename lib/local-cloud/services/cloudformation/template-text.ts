import { validationError, type CloudFormationDeps } from './deps';

/** The largest template that can be sent inline, in bytes. */
const MAXIMUM_INLINE = 51_200;
/** The largest template that can be read from S3, in bytes. */
const MAXIMUM_STORED = 1_000_000;

/** Where a request has its template. */
export interface TemplateInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
}

/** The template's text, sent inline or read from our own S3; undefined when the request has neither. */
export async function templateText(
  deps: Pick<CloudFormationDeps, 'invoke'>,
  input: TemplateInput,
): Promise<string | undefined> {
  if (input.TemplateBody !== undefined && input.TemplateURL !== undefined) {
    throw validationError('You cannot specify both Template URL and Template Body.');
  }
  if (input.TemplateURL !== undefined) return storedText(deps, input.TemplateURL);
  if (Buffer.byteLength(input.TemplateBody ?? '') > MAXIMUM_INLINE) {
    throw validationError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAXIMUM_INLINE}`,
    );
  }
  return input.TemplateBody;
}

async function storedText(deps: Pick<CloudFormationDeps, 'invoke'>, url: string): Promise<string> {
  const { Body } = await deps.invoke('s3', 'GetObject', objectAt(url)).then(
    (output) => output as { Body: Buffer },
    (error: Error) => {
      throw validationError(
        `S3 error: ${error.message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
      );
    },
  );
  if (Body.length > MAXIMUM_STORED) {
    throw validationError(`Template may not exceed ${MAXIMUM_STORED} bytes in size.`);
  }
  return Body.toString('utf8');
}

/** Path-style as the CDK CLI writes it for an endpoint on loopback, or either style of a real S3 address. */
function objectAt(text: string): { Bucket: string; Key: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const virtual = /^([^.]+)\.s3[.-].*amazonaws\.com$/.exec(url?.hostname ?? '')?.[1];
  const isPathStyle = /^(127\.0\.0\.1|localhost|s3[.-].*amazonaws\.com|s3\.amazonaws\.com)$/.test(url?.hostname ?? '');
  const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(url?.pathname ?? '')) ?? [];
  if (virtual) return { Bucket: virtual, Key: [first, rest].filter((part) => part !== '').join('/') };
  if (isPathStyle && first !== '' && rest !== '') return { Bucket: first, Key: rest };
  throw validationError('TemplateURL must be a supported URL.');
}
