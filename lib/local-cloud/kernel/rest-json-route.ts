/** Where a rest-json service has an action (Smithy's `http` trait): beside the action, as data. */
export interface RestJsonRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** One segment a piece; `{Name}` is the input member of that name. */
  readonly path: `/${string}`;
  /** Query parameter → input member. Whatever else the request says is in its JSON body. */
  readonly query?: Readonly<Record<string, string>>;
}
