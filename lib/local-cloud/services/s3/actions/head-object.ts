import { checkOwner } from '../common';
import { action } from '../deps';
import { objectAnswer, objectAnswerHeaders, objectInput } from '../object-answer';

/** Like GetObject: the server writes the length and leaves out the bytes, as HTTP has it for HEAD. */
export const headObject = action({
  name: 'HeadObject',
  http: { method: 'HEAD', on: 'object', headers: objectAnswerHeaders, answer: { bytes: 'Body' } },
  input: objectInput,
  run({ state }, input, { account }) {
    checkOwner(input, account);
    return objectAnswer(state.object(input.Bucket, input.Key), input.ChecksumMode);
  },
});
