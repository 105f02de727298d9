/** A CloudFormation template after parsing: long intrinsic forms only, sections known, resources well formed. */
export interface Template {
  readonly description?: string;
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  readonly mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly rules: Readonly<Record<string, TemplateRule>>;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateParameter {
  readonly type: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly constraintDescription?: string;
  readonly noEcho?: boolean;
  readonly description?: string;
}

export interface TemplateRule {
  readonly condition?: unknown;
  readonly assertions: readonly { readonly assert: unknown; readonly description?: string }[];
}

export interface TemplateResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly deletionPolicy: 'Delete' | 'Retain' | 'RetainExceptOnCreate';
  readonly updateReplacePolicy: 'Delete' | 'Retain';
}

export interface TemplateOutput {
  readonly value: unknown;
  readonly description?: string;
  readonly exportName?: unknown;
  readonly condition?: string;
}
