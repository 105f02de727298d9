import { checkOwner } from '../common';
import { action } from '../deps';
import { objectAnswer, objectAnswerHeaders, objectInput } from '../object-answer';

export const getObject = action({
  name: 'GetObject',
  http: { method: 'GET', on: 'object', headers: objectAnswerHeaders, answer: { bytes: 'Body' } },
  input: objectInput,
  run({ state }, input, { account }) {
    checkOwner(input, account);
    return objectAnswer(state.object(input.Bucket, input.Key), input.ChecksumMode);
  },
});
