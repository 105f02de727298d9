import { z } from 'zod';
import { action } from '../deps';
import { findService } from '../find';
import { describeService } from '../wire/describe-service';

/** GetService, by id or ARN. */
export const getService = action({
  name: 'GetService',
  input: z.strictObject({ Id: z.string() }),
  run: ({ state, account }, { Id }) => ({ Service: describeService(findService(state, Id), account) }),
});
