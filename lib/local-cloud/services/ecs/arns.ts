/** Makes and reads ECS's ARNs; all of them in the long format, with the cluster inside. */
export interface ArnScope {
  readonly account: string;
  readonly region: string;
}

/** `arn:aws:ecs:us-east-1:123456789012:cluster/lab` and so on: the resource as ECS writes it. */
export function ecsArn(scope: ArnScope, resource: string): string {
  return `arn:aws:ecs:${scope.region}:${scope.account}:${resource}`;
}

/** The last part of an ARN or of a path, or the name itself: callers may use either. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

/** Whether the text is an ECS ARN of this kind of resource. */
export function isArnOf(kind: string, text: string): boolean {
  return new RegExp(`^arn:[^:]+:ecs:[^:]*:[^:]*:${kind}/`, 'u').test(text);
}

/** The cluster that a service's or task's long ARN names; undefined for anything else. */
export function clusterOfArn(arn: string): string | undefined {
  return /^arn:[^:]+:ecs:[^:]*:[^:]*:(?:service|task)\/([^/]+)\/[^/]+$/u.exec(arn)?.[1];
}
