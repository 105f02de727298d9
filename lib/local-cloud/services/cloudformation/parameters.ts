import { AwsError } from '../../kernel/aws-error';
import type { Template, TemplateParameter } from '../../template/template';

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

/** What Ref answers: lists are split. */
export function parameterValues(template: Template, texts: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const isList = /^(CommaDelimitedList|List<)/.test(template.parameters[name]!.type);
      return [name, isList ? text.split(',').map((item) => item.trim()) : text];
    }),
  );
}

function defaultOf(parameter: TemplateParameter): string | undefined {
  return parameter.default === undefined ? undefined : `${parameter.default as string | number}`;
}

function checked(name: string, parameter: TemplateParameter, value: string): string {
  if (!/^(String|Number|CommaDelimitedList|List<(String|Number)>)$/.test(parameter.type)) {
    throw invalid(`the local cloud does not implement the parameter type ${parameter.type} (parameter ${name})`);
  }
  if (parameter.type === 'Number' && !Number.isFinite(Number(value))) {
    throw invalid(`Parameter '${name}' must be a number`);
  }
  if (parameter.allowedValues && !parameter.allowedValues.map(String).includes(value)) {
    throw invalid(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (parameter.allowedPattern && !new RegExp(`^(?:${parameter.allowedPattern})$`).test(value)) {
    throw invalid(
      parameter.constraintDescription
        ? `Parameter '${name}' failed to satisfy constraint: ${parameter.constraintDescription}`
        : `Parameter '${name}' must match pattern ${parameter.allowedPattern}`,
    );
  }
  return value;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
