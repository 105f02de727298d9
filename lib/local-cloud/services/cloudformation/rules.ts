import { TemplateEvaluator, type PseudoParameters } from '../../template/evaluate';
import { validationError } from './deps';
import { parameterValues } from './parameters';
import type { Deployed } from './state';

/** Throws ValidationError when an assertion of the template's Rules does not hold for these parameters. */
export function requireRules(desired: Deployed, pseudo: PseudoParameters): void {
  const evaluator = new TemplateEvaluator(desired.template, parameterValues(desired), pseudo, {
    ref: noResource,
    attribute: noResource,
    importValue: noResource,
  });
  for (const [name, rule] of Object.entries(desired.template.rules)) {
    if (rule.condition !== undefined && evaluator.evaluate(rule.condition) !== true) continue;
    const broken = rule.assertions.find(({ assert }) => evaluator.evaluate(assert) !== true);
    if (broken) {
      throw validationError(
        `Template error: rule ${name} failed: ${broken.description ?? 'its assertion does not hold'}`,
      );
    }
  }
}

function noResource(): never {
  throw validationError('Template error: Rules cannot refer to resources');
}
