import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'without a target',
    'metadata:\n  name: class\nspec:\n  target: email',
    'metadata:\n  name: class\nspec:\n  description: nobody',
    ['+2 spec.target: got nothing; allowed: text, such as email or webhook'],
  ],
  ['of nothing', 'target: email', "target: ' '", ["+0 spec.target: got ' '; allowed: text, such as email or webhook"]],
];

describe('an AlertNotificationTarget is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
