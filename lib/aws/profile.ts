/** Where the AWS API is and who asks; what is absent, the SDK finds in its environment as always. */
export interface AwsProfile {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
