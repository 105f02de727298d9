import { z } from 'zod';
import { parseTemplate } from '../../../template/parse';
import { templateText } from '../template-text';
import { action, validationError } from '../deps';

export const getTemplateSummary = action({
  name: 'GetTemplateSummary',
  input: z.strictObject({
    StackName: z.string().optional(),
    TemplateBody: z.string().optional(),
    TemplateURL: z.string().optional(),
  }),
  async run(deps, input) {
    const body =
      (await templateText(deps, input)) ?? (input.StackName && deps.state.get(input.StackName).deployed?.templateBody);
    if (!body) throw validationError('Either StackName or TemplateBody must be specified.');
    const template = parseTemplate(body);
    return {
      Description: template.description,
      Parameters: Object.entries(template.parameters).map(([ParameterKey, parameter]) => ({
        ParameterKey,
        ParameterType: parameter.type,
        DefaultValue: parameter.default,
        NoEcho: parameter.noEcho ?? false,
        Description: parameter.description,
      })),
      ResourceTypes: [...new Set(Object.values(template.resources).map((resource) => resource.type))],
      Version: '2010-09-09',
    };
  },
});
