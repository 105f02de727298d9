/** What a document says, with the offset of everything; aliases are followed, never copied. */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlUnreadable;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it is written, with its quotes. */
  readonly written: string;
  readonly start: number;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly start: number;
}

export interface YamlEntry {
  readonly keyStart: number;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly start: number;
}

/** Something that a `YamlFault` tells of already. */
export interface YamlUnreadable {
  readonly kind: 'unreadable';
  readonly start: number;
}

/** Something that is wrong with the YAML itself. */
export interface YamlFault {
  readonly offset: number;
  readonly path: string;
  readonly got: string;
  readonly message: string;
}

export interface YamlDocument {
  /** Absent when there is nothing to read; with `isBroken`, what could be made of it. */
  readonly root: YamlNode | undefined;
  readonly faults: readonly YamlFault[];
  /** Not YAML, or over a limit: `root` is a guess. */
  readonly isBroken: boolean;
}
