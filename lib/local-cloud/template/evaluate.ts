import { AwsError } from '../kernel/aws-error';
import { getAttParts, SUB_VARIABLE } from './references';
import type { Template } from './template';

/** The names that a template can use without declaring them. */
export interface PseudoParameters {
  readonly accountId: string;
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
}

/** Live values of resources; each throws when the resource has no such value (yet). */
export interface ResourceValues {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  /** What another stack exports under this name. */
  importValue(name: string): unknown;
}

/** `Ref: AWS::NoValue`: the member that holds it vanishes. */
const NO_VALUE = Symbol('AWS::NoValue');

const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'];

type Intrinsic = (argument: unknown) => unknown;

/** Every intrinsic function that is implemented; any other is refused by name. */
export const INTRINSIC_FUNCTIONS = [
  'Condition',
  'Fn::And',
  'Fn::Base64',
  'Fn::Contains',
  'Fn::Equals',
  'Fn::FindInMap',
  'Fn::GetAZs',
  'Fn::GetAtt',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
  'Ref',
] as const;

/** Evaluates a template's intrinsic functions against parameters and live resources. One method a function. */
export class TemplateEvaluator {
  private readonly intrinsics: ReadonlyMap<string, Intrinsic>;
  private readonly conditionResults = new Map<string, boolean>();

  constructor(
    private readonly template: Template,
    private readonly parameters: Readonly<Record<string, unknown>>,
    private readonly pseudo: PseudoParameters,
    private readonly resources: ResourceValues,
  ) {
    const intrinsics: Record<(typeof INTRINSIC_FUNCTIONS)[number], Intrinsic> = {
      Ref: (a) => this.ref(String(a)),
      Condition: (a) => this.condition(String(a)),
      'Fn::GetAtt': (a) => this.getAtt(a),
      'Fn::Join': (a) => this.join(a),
      'Fn::Select': (a) => this.select(a),
      'Fn::Split': (a) => this.split(a),
      'Fn::Sub': (a) => this.sub(a),
      'Fn::If': (a) => this.if(a),
      'Fn::ImportValue': (a) => this.resources.importValue(String(this.evaluate(a))),
      'Fn::FindInMap': (a) => this.findInMap(a),
      'Fn::GetAZs': () => ZONES.slice(0, 3).map((zone) => this.pseudo.region + zone),
      'Fn::Base64': (a) => Buffer.from(String(this.evaluate(a))).toString('base64'),
      'Fn::Equals': (a) => this.equals(a),
      'Fn::And': (a) => this.list('Fn::And', a).every(Boolean),
      'Fn::Or': (a) => this.list('Fn::Or', a).some(Boolean),
      'Fn::Not': (a) => !this.list('Fn::Not', a)[0],
      'Fn::Contains': (a) => this.contains(a),
    };
    this.intrinsics = new Map(Object.entries(intrinsics));
  }

  /** The value without intrinsics; members that are AWS::NoValue are left out. */
  evaluate(value: unknown): unknown {
    const result = this.visit(value);
    return result === NO_VALUE ? undefined : result;
  }

  /** The result of a named condition. */
  condition(name: string): boolean {
    const known = this.conditionResults.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.template.conditions, name)) throw invalid(`Unresolved condition ${name}`);
    const result = Boolean(this.evaluate(this.template.conditions[name]));
    this.conditionResults.set(name, result);
    return result;
  }

  private visit(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.visit(item)).filter((item) => item !== NO_VALUE);
    if (typeof value === 'string') return this.text(value);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value);
    const [key, argument] = entries[0] ?? [];
    if (
      entries.length === 1 &&
      key !== undefined &&
      (key === 'Ref' || key.startsWith('Fn::') || this.isCondition(key, argument))
    ) {
      const intrinsic = this.intrinsics.get(key);
      if (!intrinsic) throw invalid(`the local cloud does not implement the intrinsic function ${key}`);
      return intrinsic(argument);
    }
    return Object.fromEntries(entries.map(([k, v]) => [k, this.visit(v)] as const).filter(([, v]) => v !== NO_VALUE));
  }

  private text(value: string): string {
    const reference = /\{\{resolve:[^}]*\}\}/.exec(value)?.[0];
    if (reference) throw invalid(`the local cloud does not implement dynamic references (${reference})`);
    return value;
  }

  /** An IAM policy has a member `Condition` too: only a name makes it the intrinsic. */
  private isCondition(key: string, argument: unknown): boolean {
    return key === 'Condition' && typeof argument === 'string';
  }

  private ref(name: string): unknown {
    switch (name) {
      case 'AWS::NoValue':
        return NO_VALUE;
      case 'AWS::AccountId':
        return this.pseudo.accountId;
      case 'AWS::Region':
        return this.pseudo.region;
      case 'AWS::StackName':
        return this.pseudo.stackName;
      case 'AWS::StackId':
        return this.pseudo.stackId;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::NotificationARNs':
        return [];
    }
    if (Object.hasOwn(this.parameters, name)) return this.parameters[name];
    if (Object.hasOwn(this.template.resources, name)) return this.resources.ref(name);
    throw invalid(`Unresolved reference ${name}`);
  }

  private getAtt(argument: unknown): unknown {
    const [logicalId, attribute] = getAttParts(argument);
    return this.resources.attribute(logicalId, String(this.evaluate(attribute)));
  }

  private join(argument: unknown): string {
    const [separator, items] = this.list('Fn::Join', argument, 2);
    if (!Array.isArray(items))
      throw invalid('every Fn::Join object requires two parameters, a string and a list of strings');
    return items.map(String).join(String(separator));
  }

  private select(argument: unknown): unknown {
    const [index, items] = this.list('Fn::Select', argument, 2);
    if (!Array.isArray(items) || items[Number(index)] === undefined) {
      throw invalid(`Fn::Select cannot select nonexistent value at index ${String(index)}`);
    }
    return items[Number(index)];
  }

  private split(argument: unknown): string[] {
    const [separator, text] = this.list('Fn::Split', argument, 2);
    return String(text).split(String(separator));
  }

  private sub(argument: unknown): string {
    const [text, own] = Array.isArray(argument) ? (argument as [unknown, Record<string, unknown>]) : [argument, {}];
    return String(text)
      .replace(SUB_VARIABLE, (_, raw: string) => {
        const name = raw.trim();
        if (Object.hasOwn(own, name)) return String(this.evaluate(own[name]));
        return String(name.includes('.') && !name.startsWith('AWS::') ? this.getAtt(name) : this.ref(name));
      })
      .replaceAll('${!', '${');
  }

  private if(argument: unknown): unknown {
    if (!Array.isArray(argument) || argument.length !== 3)
      throw invalid('Fn::If requires a list argument with three elements');
    return this.visit(this.condition(String(argument[0])) ? argument[1] : argument[2]);
  }

  private findInMap(argument: unknown): unknown {
    const [map, first, second] = this.list('Fn::FindInMap', argument, 3).map(String);
    const value = this.template.mappings[map!]?.[first!]?.[second!];
    if (value === undefined) throw invalid(`Unable to get mapping for ${map}::${first}::${second}`);
    return value;
  }

  private equals(argument: unknown): boolean {
    const [a, b] = this.list('Fn::Equals', argument, 2);
    return String(a) === String(b);
  }

  private contains(argument: unknown): boolean {
    const [items, value] = this.list('Fn::Contains', argument, 2);
    return Array.isArray(items) && items.map(String).includes(String(value));
  }

  private list(name: string, argument: unknown, length?: number): unknown[] {
    if (!Array.isArray(argument) || (length !== undefined && argument.length !== length)) {
      throw invalid(`${name} requires a list argument${length === undefined ? '' : ` with ${length} elements`}`);
    }
    return argument.map((item) => this.evaluate(item));
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', `Template error: ${message}`);
}
