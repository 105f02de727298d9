import { parse, stringify } from 'yaml';

/**
 * The same configuration for a task whose containers listen on the task's address only: targets at `localhost` are
 * scraped at `address`, under the `instance` that they have everywhere else, and alerts are sent there.
 */
export function withNeighboursAt(configuration: string, address: string): string {
  const document: Configuration = parse(configuration);
  return stringify({
    ...document,
    scrape_configs: document.scrape_configs?.map((job) => ({
      ...job,
      ...(job.static_configs && { static_configs: job.static_configs.flatMap((group) => moved(group, address)) }),
    })),
    ...(document.alerting && { alerting: alertingAt(document.alerting, address) }),
  });
}

interface Configuration {
  readonly scrape_configs?: readonly Job[];
  readonly alerting?: Alerting;
}

interface Alerting {
  readonly alertmanagers?: readonly Job[];
}

interface Job {
  readonly static_configs?: readonly TargetGroup[];
}

interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** An Alertmanager has no `instance` that anybody sees. */
function alertingAt({ alertmanagers, ...alerting }: Alerting, address: string): Alerting {
  const at = (target: string) => target.replace(LOCALHOST, `${address}:`);
  return {
    ...alerting,
    alertmanagers: alertmanagers?.map((one) => ({
      ...one,
      static_configs: one.static_configs?.map((group) => ({ ...group, targets: group.targets.map(at) })),
    })),
  };
}

/** A group for each neighbour, because each has its own `instance`. */
function moved({ targets, ...group }: TargetGroup, address: string): TargetGroup[] {
  const others = targets.filter((target) => !isNeighbour(target));
  const neighbours = targets.filter(isNeighbour).map((target) => ({
    ...group,
    targets: [target.replace(LOCALHOST, `${address}:`)],
    labels: { instance: target, ...group.labels },
  }));
  return others.length === 0 ? neighbours : [{ ...group, targets: others }, ...neighbours];
}

const LOCALHOST = /^localhost:/;

function isNeighbour(target: string): boolean {
  return LOCALHOST.test(target);
}
