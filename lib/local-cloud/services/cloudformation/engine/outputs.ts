import { AwsError } from '../../../kernel/aws-error';
import type { Deployed, Stack } from '../state';
import type { EngineDeps } from './context';
import { stackEvaluator } from './evaluator';

/** The outputs of a stack whose resources are done; throws for an export that another stack has, or still needs. */
export function outputsOf(
  deps: EngineDeps,
  stack: Stack,
  desired: Deployed,
  onImport: (name: string) => void,
): Stack['outputs'] {
  const evaluator = stackEvaluator(desired, stack, deps, onImport);
  const outputs = Object.entries(desired.template.outputs)
    .filter(([, output]) => output.condition === undefined || evaluator.condition(output.condition))
    .map(([key, output]) => ({
      OutputKey: key,
      OutputValue: String(evaluator.evaluate(output.value)),
      Description: output.description,
      ExportName: output.exportName === undefined ? undefined : String(evaluator.evaluate(output.exportName)),
    }));
  requireOwnExports(deps, stack, outputs);
  requireKeptExports(deps, stack, outputs);
  return outputs;
}

/** The first export of the stack that another one imports: as long as there is one, the stack cannot go. */
export function importedExport(
  deps: Pick<EngineDeps, 'exports'>,
  stack: Stack,
): { readonly name: string; readonly importers: readonly string[] } | undefined {
  return exportsIn(stack.outputs)
    .map(([name]) => ({ name, importers: deps.exports.importersOf(name) }))
    .find(({ importers }) => importers.length > 0);
}

function requireOwnExports(deps: EngineDeps, stack: Stack, outputs: Stack['outputs']): void {
  for (const [name] of exportsIn(outputs)) {
    const owner = deps.exports.findExport(name)?.stack;
    if (owner && owner !== stack) {
      throw new AwsError('ValidationError', `Export with name ${name} is already exported by stack ${owner.name}.`);
    }
  }
}

function requireKeptExports(deps: EngineDeps, stack: Stack, outputs: Stack['outputs']): void {
  const kept = new Map(exportsIn(outputs));
  for (const [name, value] of exportsIn(stack.outputs)) {
    const importers = deps.exports.importersOf(name);
    if (importers.length === 0 || kept.get(name) === value) continue;
    const verb = kept.has(name) ? 'updated' : 'deleted';
    throw new AwsError(
      'ValidationError',
      `Export ${name} cannot be ${verb} as it is in use by ${importers.join(', ')}.`,
    );
  }
}

function exportsIn(outputs: Stack['outputs']): [name: string, value: string][] {
  return outputs.flatMap(({ ExportName, OutputValue }) =>
    ExportName === undefined ? [] : [[ExportName, OutputValue] as [string, string]],
  );
}
