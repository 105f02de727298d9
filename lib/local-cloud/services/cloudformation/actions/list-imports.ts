import { z } from 'zod';
import { action, validationError } from '../deps';

export const listImports = action({
  name: 'ListImports',
  input: z.strictObject({ ExportName: z.string() }),
  run({ state }, input) {
    const importers = state.importersOf(input.ExportName);
    if (importers.length === 0) throw validationError(`Export '${input.ExportName}' is not imported by any stack.`);
    return { Imports: importers };
  },
});
