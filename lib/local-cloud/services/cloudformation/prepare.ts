import { dependenciesOf } from '../../template/order';
import { parseTemplate } from '../../template/parse';
import type { Template } from '../../template/template';
import { requireCapabilities } from './capabilities';
import { validationError, type CloudFormationDeps } from './deps';
import { refuseUnknownProperties } from './engine/properties';
import { resolveParameters, type ParameterInput } from './parameters';
import { resolveFromParameterStore } from './ssm-parameters';
import type { Deployed, Stack, Tag } from './state';
import { templateText, type TemplateInput } from './template-text';

/** What a request says that a stack should be. */
export interface DesiredInput extends TemplateInput {
  readonly UsePreviousTemplate?: boolean;
  readonly Parameters: readonly ParameterInput[];
  readonly Capabilities: readonly string[];
  readonly Tags: readonly Tag[];
}

/** Everything that can be refused before a resource is touched; throws ValidationError in AWS's words. */
export async function prepareDesired(
  deps: CloudFormationDeps,
  input: DesiredInput,
  existing: Stack | undefined,
): Promise<Deployed> {
  const templateBody = input.UsePreviousTemplate ? existing?.deployed?.templateBody : await templateText(deps, input);
  if (!templateBody) throw validationError('Either Template URL or Template Body must be specified.');
  const template = checkedTemplate(deps, templateBody);
  requireCapabilities(template, input.Capabilities);
  const parameters = resolveParameters(template, input.Parameters, existing?.deployed?.parameters ?? {});
  return {
    templateBody,
    template,
    parameters,
    resolved: await resolveFromParameterStore(deps, template, parameters),
    tags: input.Tags,
    capabilities: input.Capabilities,
  };
}

function checkedTemplate(deps: CloudFormationDeps, body: string): Template {
  const template = parseTemplate(body, (types) => {
    const unknown = types.filter((type) => !isKnownType(deps, type));
    if (unknown.length === 0) return;
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`);
  });
  dependenciesOf(template);
  for (const [id, resource] of Object.entries(template.resources)) {
    refuseUnknownProperties(deps.typeOf(resource.type), id, resource.properties);
  }
  return template;
}

function isKnownType(deps: CloudFormationDeps, type: string): boolean {
  try {
    return Boolean(deps.typeOf(type));
  } catch {
    return false;
  }
}
