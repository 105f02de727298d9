/** Members whose keys are the user's own data and stay as they are. */
const OPAQUE = new Set(['Options', 'DockerLabels', 'DriverOpts', 'Labels']);

/** CloudFormation's `ContainerDefinitions` → the ECS API's `containerDefinitions`, all the way down. */
export function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.charAt(0).toLowerCase() + key.slice(1),
      OPAQUE.has(key) ? item : camelCase(item),
    ]),
  );
}
