import { AwsError } from '../../kernel/aws-error';

/**
 * The plain part of CloudWatch's filter patterns: terms that must all appear, `"quoted"` ones with spaces, `-term`
 * that must not. Patterns on JSON members (`{ $.level = … }`) and on columns (`[…]`) are refused.
 */
export function matcherOf(pattern: string): (message: string) => boolean {
  if (/^\s*[{[]/.test(pattern)) {
    throw new AwsError(
      'InvalidParameterException',
      'the local cloud does not implement filter patterns on JSON members or columns',
    );
  }
  const terms = [...pattern.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)].map(([, minus, quoted, bare]) => ({
    wanted: minus === '',
    text: quoted ?? bare!,
  }));
  return (message) => terms.every(({ wanted, text }) => message.includes(text) === wanted);
}
