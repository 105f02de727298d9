/** What is known of an official release of a tool. */
export interface Release {
  /** The tool's name as people write it. */
  readonly title: string;
  /** The one of the image: observability/<tool>/Dockerfile. */
  readonly version: string;
  /** The program, below the archive's own top folder. */
  readonly program: string;
  /** Where releases are; below it, `archive` and `checksums`. */
  readonly site: string;
  readonly archive: (version: string, platform: string) => string;
  readonly checksums: (version: string, platform: string) => string;
  /** Whether the published checksums are a list of all archives, or this archive's alone. */
  readonly checksumFile: 'list' | 'single';
}

/**
 * The official releases that the lab can download. Where the layouts are documented:
 * Prometheus and Alertmanager https://prometheus.io/download/ and the assets of
 * https://github.com/prometheus/prometheus/releases and of alertmanager/releases beside it;
 * Grafana https://grafana.com/grafana/download?edition=oss (its documentation names these addresses for "Standalone Linux
 * Binaries"; https://github.com/grafana/grafana/issues/124709 shows both forms that a .sha256 has had).
 */
export const RELEASES = {
  prometheus: {
    title: 'Prometheus',
    version: '3.13.1',
    program: 'prometheus',
    site: 'https://github.com/prometheus/prometheus/releases/download',
    archive: (version, platform) => `v${version}/prometheus-${version}.${platform}.tar.gz`,
    checksums: (version) => `v${version}/sha256sums.txt`,
    checksumFile: 'list',
  },
  alertmanager: {
    title: 'Alertmanager',
    version: '0.34.0',
    program: 'alertmanager',
    site: 'https://github.com/prometheus/alertmanager/releases/download',
    archive: (version, platform) => `v${version}/alertmanager-${version}.${platform}.tar.gz`,
    checksums: (version) => `v${version}/sha256sums.txt`,
    checksumFile: 'list',
  },
  grafana: {
    title: 'Grafana',
    version: '13.2.0',
    program: 'bin/grafana',
    site: 'https://dl.grafana.com/oss/release',
    archive: (version, platform) => `grafana-${version}.${platform}.tar.gz`,
    checksums: (version, platform) => `grafana-${version}.${platform}.tar.gz.sha256`,
    checksumFile: 'single',
  },
} as const satisfies Record<string, Release>;

export type ToolName = keyof typeof RELEASES;
