import { z } from 'zod';
import { action } from '../deps';

export const listExports = action({
  name: 'ListExports',
  input: z.strictObject({}),
  run: ({ state }) => ({
    Exports: state
      .all()
      .flatMap((stack) =>
        stack.outputs.flatMap(({ ExportName, OutputValue }) =>
          ExportName === undefined ? [] : [{ ExportingStackId: stack.id, Name: ExportName, Value: OutputValue }],
        ),
      )
      .sort((a, b) => a.Name.localeCompare(b.Name)),
  }),
});
