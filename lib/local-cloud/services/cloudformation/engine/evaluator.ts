import { AwsError } from '../../../kernel/aws-error';
import { TemplateEvaluator } from '../../../template/evaluate';
import { parameterValues } from '../parameters';
import { importedValue, type CloudFormationState, type Deployed, type Stack } from '../state';

/** An evaluator over the live resources of a stack. */
export function stackEvaluator(
  desired: Deployed,
  stack: Stack,
  cloud: {
    readonly account: string;
    readonly region: string;
    readonly exports: Pick<CloudFormationState, 'findExport'>;
  },
  onImport: (name: string) => void = () => {},
): TemplateEvaluator {
  const live = (id: string) => {
    const resource = stack.resources.get(id);
    if (resource) return resource.live;
    throw new AwsError('ValidationError', `Template error: the resource ${id} does not exist in this stack`);
  };
  return new TemplateEvaluator(
    desired.template,
    parameterValues(desired),
    { accountId: cloud.account, region: cloud.region, stackName: stack.name, stackId: stack.id },
    {
      ref: (id) => live(id).physicalId,
      attribute: (id, name) => {
        const { attributes } = live(id);
        if (Object.hasOwn(attributes, name)) return attributes[name];
        throw new AwsError(
          'ValidationError',
          `Template error: resource ${id} does not support attribute type ${name} in Fn::GetAtt`,
        );
      },
      importValue: (name) => {
        onImport(name);
        return importedValue(cloud.exports, name);
      },
    },
  );
}
