import { PROJECT_TAG } from '../../model/lab';

/** CloudFormation's own mark, which nobody else can set. */
const STACK_TAG = 'aws:cloudformation:stack-name';

/** Whether something carries the lab's tag. */
export function isTagged(tags: ReadonlyMap<string, string>): boolean {
  return tags.get(PROJECT_TAG.key) === PROJECT_TAG.value;
}

/** The stack that tags name: by CloudFormation's mark, else by the lab's. */
export function stackOfTags(tags: ReadonlyMap<string, string>): string | undefined {
  return tags.get(STACK_TAG) ?? tags.get('lab');
}

/** `{ Key, Value }` pairs of most services as a map. */
export function tagMap(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): Map<string, string> {
  return new Map(tags.map(({ Key: key = '', Value: value = '' }) => [key, value]));
}
