import type { Template } from '../../template/template';
import { validationError, type CloudFormationDeps } from './deps';
import { isFromParameterStore } from './parameters';

/** The values behind parameters of the type AWS::SSM::Parameter::Value<…>, read afresh at each operation. */
export async function resolveFromParameterStore(
  deps: Pick<CloudFormationDeps, 'invoke'>,
  template: Template,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const resolved: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, key] of Object.entries(parameters)) {
    if (!isFromParameterStore(template.parameters[name]!)) continue;
    try {
      const answer = (await deps.invoke('ssm', 'GetParameter', { Name: key })) as { Parameter: { Value: string } };
      resolved[name] = answer.Parameter.Value;
    } catch {
      missing.push(key);
    }
  }
  if (missing.length === 0) return resolved;
  throw validationError(`Unable to fetch parameters [${missing.join(',')}] from parameter store for this account.`);
}
