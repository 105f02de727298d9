#!/bin/sh
# Renders where alerts go into the configuration and becomes Alertmanager: in the image, and on a laptop with the laptop's
# paths. Arguments are passed on. Without any destination, alerts are on Alertmanager's page and in its API.
#   ALERT_WEBHOOK_URL     a URL that takes Alertmanager's webhook
#   ALERT_EMAIL           addresses, with commas; the mail server takes STARTTLS:
#     SMTP_HOST SMTP_PORT (587) SMTP_FROM SMTP_USERNAME SMTP_PASSWORD
#   ALERT_TOPIC_ARN       an SNS topic; credentials are the task role's
#   HEARTBEAT_URL         is told once a minute that alerting works; who misses that tells somebody
#   ALERTMANAGER_CONFIG   the configuration to render   (/etc/alertmanager/alertmanager.yml)
#   ALERTMANAGER_DATA     the only writable path        (/alertmanager)
#   ALERTMANAGER_PROGRAM  Debian calls it otherwise     (alertmanager)
set -eu
# Webhooks and passwords are secrets.
umask 077

config=${ALERTMANAGER_CONFIG:-/etc/alertmanager/alertmanager.yml}
data=${ALERTMANAGER_DATA:-/alertmanager}

# fail <variable> <what is allowed>: never the value, which may be a secret.
fail() {
  echo "$1 has a value that is not allowed; allowed: $2" >&2
  exit 64
}

check_url() {
  case $2 in
    '' | http://?* | https://?*) ;;
    *) fail "$1" 'an http:// or https:// URL' ;;
  esac
  case $2 in
    *[!A-Za-z0-9:/?#@!\$\&*+,\;=%._~-]*) fail "$1" 'a URL without blanks, quotes and brackets: write them as %XX' ;;
  esac
}

check_url ALERT_WEBHOOK_URL "${ALERT_WEBHOOK_URL:-}"
check_url HEARTBEAT_URL "${HEARTBEAT_URL:-}"
case ${ALERT_EMAIL:-} in
  *[!A-Za-z0-9@.,_%+-]*) fail ALERT_EMAIL 'addresses, with commas' ;;
esac
case ${SMTP_HOST:-} in
  *[!A-Za-z0-9.-]*) fail SMTP_HOST 'the name of a mail server' ;;
esac
case ${SMTP_PORT:-587} in
  *[!0-9]*) fail SMTP_PORT 'a port' ;;
esac
case ${SMTP_FROM:-} in
  *[!A-Za-z0-9@._%+-]*) fail SMTP_FROM 'an address' ;;
esac
case ${SMTP_USERNAME:-} in
  *[!A-Za-z0-9@._%+/=-]*) fail SMTP_USERNAME 'letters, digits and @ . _ % + / = -' ;;
esac
case ${ALERT_TOPIC_ARN:-} in
  '' | arn:*:sns:*:*:?*) ;;
  *) fail ALERT_TOPIC_ARN 'the ARN of an SNS topic' ;;
esac
case ${ALERT_TOPIC_ARN:-} in
  *[!A-Za-z0-9:_.-]*) fail ALERT_TOPIC_ARN 'the ARN of an SNS topic' ;;
esac

# What every receiver gets; the receiver's name, which says the clock, comes first in what people read.
destinations() {
  if [ -n "${ALERT_WEBHOOK_URL:-}" ]; then
    cat <<YAML
    webhook_configs:
      - url: "$ALERT_WEBHOOK_URL"
YAML
  fi
  if [ -n "${ALERT_EMAIL:-}" ]; then
    printf '%s' "${SMTP_PASSWORD:?is needed to send e-mail}" >"$data/smtp-password"
    cat <<YAML
    email_configs:
      - to: "$ALERT_EMAIL"
        from: "${SMTP_FROM:?is needed to send e-mail}"
        smarthost: "${SMTP_HOST:?is needed to send e-mail}:${SMTP_PORT:-587}"
        auth_username: "${SMTP_USERNAME:?is needed to send e-mail}"
        auth_password_file: "$data/smtp-password"
        send_resolved: true
        headers:
          Subject: '[{{ .Receiver }}] {{ .Status }}: {{ .CommonLabels.alertname }} {{ .CommonLabels.slo }}'
YAML
  fi
  if [ -n "${ALERT_TOPIC_ARN:-}" ]; then
    region=${ALERT_TOPIC_ARN#arn:*:sns:}
    cat <<YAML
    sns_configs:
      - topic_arn: "$ALERT_TOPIC_ARN"
        sigv4:
          region: "${region%%:*}"
        subject: '[{{ .Receiver }}] {{ .Status }}: {{ .CommonLabels.alertname }} {{ .CommonLabels.slo }}'
YAML
  fi
}

heartbeat() {
  if [ -n "${HEARTBEAT_URL:-}" ]; then
    cat <<YAML
    webhook_configs:
      - url: "$HEARTBEAT_URL"
        send_resolved: false
YAML
  fi
}

# Beside the data: the root file system is read-only. The files stay: sed reads them.
destinations >"$data/destinations.yml"
heartbeat >"$data/heartbeat.yml"
sed -e "/^ *# entrypoint\.sh: destinations/r $data/destinations.yml" \
  -e "/^ *# entrypoint\.sh: heartbeat/r $data/heartbeat.yml" "$config" >"$data/alertmanager.yml"

# One Alertmanager has nobody to gossip with.
exec "${ALERTMANAGER_PROGRAM:-alertmanager}" \
  --config.file="$data/alertmanager.yml" \
  --storage.path="$data" \
  --cluster.listen-address= \
  "$@"
