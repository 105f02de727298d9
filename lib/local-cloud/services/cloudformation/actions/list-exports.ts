import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action, validationError } from '../deps';

/** ListExports: by name, a hundred a page. */
export const listExports = action({
  name: 'ListExports',
  input: z.strictObject({ NextToken: z.string().optional() }),
  run({ state }, { NextToken: token }) {
    const exported = state
      .all()
      .flatMap((stack) =>
        stack.outputs.flatMap(({ ExportName, OutputValue }) =>
          ExportName === undefined ? [] : [{ ExportingStackId: stack.id, Name: ExportName, Value: OutputValue }],
        ),
      )
      .sort((a, b) => a.Name.localeCompare(b.Name));
    const { page, next } = paginate(exported, { token, limit: undefined }, () => validationError('Invalid NextToken'));
    return { Exports: page, NextToken: next };
  },
});
