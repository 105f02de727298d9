#!/bin/sh
# Renders the lab's namespace into the configuration and becomes Prometheus: in the image, and on a laptop with the
# laptop's paths. Arguments are passed on.
#   LAB_NAMESPACE      the lab's Cloud Map namespace   (sre.local)
#   PROMETHEUS_CONFIG  the configuration to render     (/etc/prometheus/prometheus.yml)
#   PROMETHEUS_RULES   the folder of the rules         (/etc/prometheus/rules)
#   PROMETHEUS_DATA    the only writable path          (/prometheus)
set -eu

namespace=${LAB_NAMESPACE:-sre.local}
config=${PROMETHEUS_CONFIG:-/etc/prometheus/prometheus.yml}
rules=${PROMETHEUS_RULES:-/etc/prometheus/rules}
data=${PROMETHEUS_DATA:-/prometheus}

case $namespace in
  *[!a-z0-9.-]*)
    echo "LAB_NAMESPACE is \"$namespace\"; allowed: a domain of lowercase letters, digits, hyphens and dots, such as sre.local" >&2
    exit 64
    ;;
esac

# Beside the data: the root file system is read-only.
sed "s/\.sre\.local/.$namespace/g" "$config" >"$data/prometheus.yml"
# The configuration names its rules relative to itself.
ln -sfn "$rules" "$data/rules"

# Without the reload interval, a replaced task is seen only after 5 s; without the retention, back-filled history goes
# (3.x prefers its configuration file for that, which 2.42 refuses); without the resend delay, Alertmanager is told of what
# fired before it was there a minute later.
exec prometheus \
  --config.file="$data/prometheus.yml" \
  --storage.tsdb.path="$data" \
  --storage.tsdb.retention.time=60d \
  --scrape.discovery-reload-interval=1s \
  --rules.alert.resend-delay=10s \
  "$@"
