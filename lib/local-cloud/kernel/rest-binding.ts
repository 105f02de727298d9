/** Where a REST protocol has an action's members: beside the action, as data (Smithy's `http` traits). */
export interface RestBinding {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  /** What the path names: `/{Bucket}` or `/{Bucket}/{Key+}`. */
  readonly on: 'bucket' | 'object';
  /** The query parameter that tells the action from others of this method and path, with its value. */
  readonly marker?: readonly [name: string, value: string];
  /** Query parameter → input member. */
  readonly query?: Readonly<Record<string, string>>;
  /** Header, lower case → member, of input and output alike. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The member that is the request's body as it is. */
  readonly requestBody?: string;
  /** The answer: an XML document with this root element, or the bytes of this member. */
  readonly answer: { readonly root: string } | { readonly bytes: string } | 'empty';
}
