#!/usr/bin/env bash
# Deploys the lab to AWS, open to the caller's address only: images where they are missing, the stack, the addresses.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=bin/require-aws.sh
. bin/require-aws.sh

cidr=
lab=
owner=${USER:-}
lasts=4h
build_options=()

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh [--cidr <networks>] [--lab <name>] [--for <duration>] [--owner <name>] [--create-repositories]

Deploys the lab to the AWS account and region of the AWS CLI, and prints its addresses. It costs about $0.04 an hour
until it ends by itself, and next to nothing until "npx cdk destroy".

  --cidr <networks>      who may reach the lab: IPv4 networks with commas, such as 203.0.113.0/24
                         (without it: this machine's public address, asked of https://checkip.amazonaws.com)
  --lab <name>           deploy a lab with a name of its own, such as team-3
  --for <duration>       when the lab ends by itself: minutes or hours from now, such as 90m or 8h, or never
                         (without it: 4h); "npx lab extend" moves it
  --owner <name>         whose lab it is: the tag "owner" of everything in it (without it: your user name)
  --create-repositories  make the ECR repositories first, when they are missing
  --help                 print this
TEXT
}

while [ $# -gt 0 ]; do
  case $1 in
    --cidr | --lab | --for | --owner)
      [ -n "${2:-}" ] || fail "$1 needs a value; see ./deploy.sh --help" 2
      case $1 in
        --cidr) cidr=$2 ;;
        --lab) lab=$2 ;;
        --for) lasts=$2 ;;
        --owner) owner=$2 ;;
      esac
      shift
      ;;
    --create-repositories) build_options=(--create-repositories) ;;
    --help)
      usage
      exit 0
      ;;
    *) fail "\"$1\" is no option; see ./deploy.sh --help" 2 ;;
  esac
  shift
done

[[ $lasts =~ ^([1-9][0-9]{0,3})([mh])$|^never$ ]] ||
  fail "--for is \"$lasts\"; allowed: minutes or hours, such as 90m or 8h, or never" 2

require_aws '; deploy there with "npx cdk deploy", or unset it for AWS (a new terminal has none)'

if [ -z "$cidr" ]; then
  command -v curl >/dev/null || fail 'curl is not on PATH, and asks for your address; install it, or say --cidr'
  address=$(curl --silent --show-error --fail --ipv4 --max-time 10 https://checkip.amazonaws.com) ||
    fail 'https://checkip.amazonaws.com does not tell the address of this machine; say it with --cidr'
  [[ $address =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] ||
    fail "https://checkip.amazonaws.com answered \"${address:0:60}\", which is no IPv4 address; say it with --cidr"
  cidr=$address/32
fi

# A time is nothing that a template can know: it is a parameter, which later deploys keep. The night is the one of this machine.
# shellcheck disable=SC2016 # the dollar signs are JavaScript's
read -r ends zone < <(node -p '
  const [, count, unit] = /(\d+)([mh])/.exec(process.argv[1]) ?? [];
  const end = new Date(Date.now() + count * (unit === "h" ? 3_600_000 : 60_000));
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  `${count ? `${end.toISOString().slice(0, 19)}Z` : "never"} ${zone}`' "$lasts")
parameters=(--parameters "ExpiresAt=$ends" --parameters "TimeZone=$zone")
if [ -n "$owner" ]; then parameters+=(--parameters "Owner=$owner"); fi

context=(-c "allowedCidr=$cidr")
status=(--target aws)
if [ -n "$lab" ]; then
  context+=(-c "lab=$lab")
  status+=(--lab "$lab")
fi

# A wrong --cidr or --lab is said here, before minutes of building.
npx --no-install cdk synth --quiet "${context[@]}" >/dev/null
echo "this deploys the lab to account $account, region $region, and opens its ports 5000, 9090, 3000 and 8080 to $cidr, and to nobody else"
# The plus: an empty list is unset for the bash of macOS.
./build-and-push.sh ${build_options[@]+"${build_options[@]}"}
# Ends when ECS says that the services run.
npx --no-install cdk deploy "${context[@]}" "${parameters[@]}" --require-approval never
node bin/lab.js status "${status[@]}"
echo
if [ "$ends" = never ]; then
  echo "It runs until you end it. \"npx lab extend\" gives it an end."
else
  echo "It ends by itself at $ends. \"npx lab extend --target aws${lab:+ --lab $lab}\" moves that."
fi
echo "Take it away with: npx cdk destroy${lab:+ -c lab=$lab}"
