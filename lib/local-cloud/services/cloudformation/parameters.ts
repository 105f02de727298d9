import { AwsError } from '../../kernel/aws-error';
import type { Template, TemplateParameter } from '../../template/template';
import type { Deployed } from './state';

/** One parameter of a request. */
export interface ParameterInput {
  readonly ParameterKey: string;
  readonly ParameterValue?: string;
  readonly UsePreviousValue?: boolean;
}

/** The value of every parameter of the template as text: given, previous or default; throws ValidationError. */
export function resolveParameters(
  template: Template,
  given: readonly ParameterInput[],
  previous: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = given.filter((p) => !Object.hasOwn(template.parameters, p.ParameterKey)).map((p) => p.ParameterKey);
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);

  const byName = new Map(given.map((p) => [p.ParameterKey, p]));
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(template.parameters)) {
    const input = byName.get(name);
    const value = input?.UsePreviousValue ? previous[name] : (input?.ParameterValue ?? defaultOf(parameter));
    if (value === undefined) missing.push(name);
    else values[name] = checked(name, parameter, value);
  }
  if (missing.length > 0) throw invalid(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

/** What Ref answers: lists are split, and what comes from Parameter Store is there already. */
export function parameterValues(
  deployed: Pick<Deployed, 'template' | 'parameters' | 'resolved'>,
): Record<string, unknown> {
  const texts = { ...deployed.parameters, ...deployed.resolved };
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      isList(deployed.template.parameters[name]!) ? text.split(',').map((item) => item.trim()) : text,
    ]),
  );
}

/** True for AWS::SSM::Parameter::Value<…>: the parameter's own value is the name of another one. */
export function isFromParameterStore(parameter: TemplateParameter): boolean {
  return parameter.type.startsWith('AWS::SSM::Parameter::Value<');
}

function isList({ type }: TemplateParameter): boolean {
  return /CommaDelimitedList|List</.test(type);
}

const TEXT_TYPES = String.raw`String|CommaDelimitedList|List<String>`;
const KNOWN_TYPES = new RegExp(
  `^(${TEXT_TYPES}|Number|List<Number>|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<(${TEXT_TYPES})>)$`,
);

function defaultOf(parameter: TemplateParameter): string | undefined {
  return parameter.default === undefined ? undefined : `${parameter.default as string | number}`;
}

function checked(name: string, parameter: TemplateParameter, value: string): string {
  if (!KNOWN_TYPES.test(parameter.type)) {
    throw invalid(`the local cloud does not implement the parameter type ${parameter.type} (parameter ${name})`);
  }
  const items = isList(parameter) && !isFromParameterStore(parameter) ? value.split(',').map((i) => i.trim()) : [value];
  for (const item of items) checkItem(name, parameter, item);
  return value;
}

function checkItem(name: string, parameter: TemplateParameter, value: string): void {
  const fail = (sentence: string): never => {
    const constraint = parameter.constraintDescription;
    throw invalid(constraint ? `Parameter '${name}' failed to satisfy constraint: ${constraint}` : sentence);
  };
  const { allowedValues, allowedPattern, minLength = 0, maxLength = Infinity } = parameter;
  if (/Number/.test(parameter.type)) {
    if (value === '' || !Number.isFinite(Number(value))) throw invalid(`Parameter '${name}' must be a number`);
    if (Number(value) < (parameter.minValue ?? -Infinity)) {
      fail(`Parameter '${name}' must be a number not less than ${parameter.minValue}`);
    }
    if (Number(value) > (parameter.maxValue ?? Infinity)) {
      fail(`Parameter '${name}' must be a number not greater than ${parameter.maxValue}`);
    }
  }
  if (value.length < minLength) fail(`Parameter '${name}' must contain at least ${minLength} characters`);
  if (value.length > maxLength) fail(`Parameter '${name}' must contain at most ${maxLength} characters`);
  if (allowedValues && !allowedValues.map(String).includes(value)) {
    fail(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (allowedPattern && !new RegExp(`^(?:${allowedPattern})$`).test(value)) {
    fail(`Parameter '${name}' must match pattern ${allowedPattern}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
