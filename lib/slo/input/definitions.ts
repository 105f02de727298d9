import type { Source } from '../model';
import type { ConditionDraft } from './kinds/alert-condition';
import type { PolicyDraft } from './kinds/alert-policy';
import type { SliDraft } from './kinds/sli';
import type { SloDraft } from './kinds/slo';
import type { Spot } from './place';

/** The kinds of OpenSLO v1. */
export const KINDS = [
  'SLO',
  'SLI',
  'Service',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;
export type Kind = (typeof KINDS)[number];

/** What an object of each kind says, references unresolved; `true` where only the name matters. */
export interface Drafts {
  readonly SLO: SloDraft;
  readonly SLI: SliDraft;
  readonly Service: true;
  readonly DataSource: true;
  readonly AlertPolicy: PolicyDraft;
  readonly AlertCondition: ConditionDraft;
  readonly AlertNotificationTarget: true;
}

/** Something that has a name and can be referred to. */
export interface Definition<Draft> {
  readonly name: string;
  readonly source: Source;
  /** Undefined when something is wrong with it, which was told already. */
  readonly draft: Draft | undefined;
}

/** What one or all documents define, in their order. */
export type Definitions = { readonly [K in Kind]: Definition<Drafts[K]>[] };

/** The name of an object, and where it was written. */
export interface NameReference {
  readonly by: 'name';
  readonly name: string;
  readonly spot: Spot;
}

/** An object by its name, or written in place. */
export type Reference<T> =
  NameReference | { readonly by: 'value'; readonly name: string; readonly value: T | undefined };

export function noDefinitions(): Definitions {
  return {
    SLO: [],
    SLI: [],
    Service: [],
    DataSource: [],
    AlertPolicy: [],
    AlertCondition: [],
    AlertNotificationTarget: [],
  };
}
