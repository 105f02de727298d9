#!/usr/bin/env bash
# Builds the lab's images for arm64 and amd64 and pushes them to ECR. A tag is the hash of an image's sources, the same
# that `cdk synth` writes into the template ("npx lab images"), so that a tag that is there already is not built again.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=bin/require-aws.sh
. bin/require-aws.sh

platforms=linux/arm64,linux/amd64
builder=sre-slo-lab
dry_run=no
create_repositories=no

usage() {
  cat <<'TEXT'
Usage: ./build-and-push.sh [--dry-run] [--create-repositories]

Builds the images that ECR does not have yet, for arm64 and amd64, and pushes them.

  --dry-run              print what would be done; asks AWS, changes nothing
  --create-repositories  deploy the stack SreSloLabImages first, when the ECR repositories are missing
  --help                 print this

Account and region are those of the AWS CLI (AWS_PROFILE, AWS_REGION).
TEXT
}

# Does it, or in a dry run says it.
perform() {
  if [ "$dry_run" = yes ]; then
    echo "would run: $*"
  else
    "$@"
  fi
}

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes ;;
    --create-repositories) create_repositories=yes ;;
    --help)
      usage
      exit 0
      ;;
    *) fail "\"$1\" is no option; see ./build-and-push.sh --help" 2 ;;
  esac
  shift
done

require_aws ', which needs no images; for AWS, unset it (a new terminal has none)'

# Runs an AWS command whose "there is none" is an answer: prints its output, returns 3 for the error named first.
ask() {
  local none=$1 said
  shift
  # Not from this script's input, which is the list of images.
  if said=$("$@" 2>&1 </dev/null); then
    printf '%s\n' "$said"
  elif [[ $said == *$none* ]]; then
    return 3
  else
    # To standard error: standard output is the answer, and a subshell's exit is not the script's.
    echo "build-and-push.sh: AWS refused: ${said//$'\n'/ }" >&2
    return 1
  fi
}

repository_uri() {
  ask RepositoryNotFoundException aws ecr describe-repositories --repository-names "$1" \
    --query 'repositories[0].repositoryUri' --output text
}

# A separate assignment: set -e sees a failure.
listed=$(NO_COLOR=1 node bin/lab.js images)
wanted=()
missing_repositories=()
while read -r name reference context dockerfile; do
  repository=${reference%:*}
  status=0
  repository_uri "$repository" >/dev/null || status=$?
  case $status in
    0) ;;
    3)
      missing_repositories+=("$repository")
      wanted+=("$name $reference $context $dockerfile")
      continue
      ;;
    *) exit 1 ;;
  esac
  status=0
  ask ImageNotFoundException aws ecr describe-images --repository-name "$repository" \
    --image-ids "imageTag=${reference##*:}" --query 'imageDetails[0].imageDigest' --output text >/dev/null || status=$?
  case $status in
    0) echo "$reference is in ECR already" ;;
    3) wanted+=("$name $reference $context $dockerfile") ;;
    *) exit 1 ;;
  esac
done <<<"$listed"

if [ ${#wanted[@]} -eq 0 ]; then
  echo "nothing to build: account $account, region $region has every image"
  exit 0
fi

command -v docker >/dev/null ||
  fail "docker is not on PATH, and ${#wanted[@]} image(s) must be built; install Docker with buildx (https://docs.docker.com/engine/install)"
docker buildx version >/dev/null 2>&1 ||
  fail 'docker has no buildx, which builds for arm64 and amd64; install the plugin (https://docs.docker.com/go/buildx)'
docker info >/dev/null 2>&1 || fail 'no Docker engine answers; start Docker, and check that this user may use it'

if [ ${#missing_repositories[@]} -gt 0 ]; then
  if [ "$create_repositories" = no ]; then
    fail "ECR in account $account, region $region has no repository ${missing_repositories[0]}; make the repositories with \"npx cdk deploy 'Images/*'\", or run this with --create-repositories"
  fi
  echo "making the ECR repositories: stack SreSloLabImages in account $account, region $region"
  perform npx --no-install cdk deploy 'Images/*' --require-approval never
fi

# A dry run may have no repository to ask; its address follows from account and region.
uri_of() {
  if [ "$dry_run" = yes ]; then
    repository_uri "$1" || echo "$account.dkr.ecr.$region.amazonaws.com/$1"
  else
    repository_uri "$1"
  fi
}

remove_builder() {
  docker buildx rm "$builder" >/dev/null 2>&1 || true
}

first=${wanted[0]#* }
uri=$(uri_of "${first%%:*}")
registry=${uri%%/*}
if [ "$dry_run" = yes ]; then
  echo "would log in to $registry"
else
  aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
fi
# Two platforms need a builder of their own. It goes with this script, unless it was there before.
if ! docker buildx inspect "$builder" >/dev/null 2>&1; then
  [ "$dry_run" = yes ] || trap remove_builder EXIT
  perform docker buildx create --name "$builder" --driver docker-container
fi
for image in "${wanted[@]}"; do
  read -r name reference context dockerfile <<<"$image"
  uri=$(uri_of "${reference%:*}")
  echo "$name: $dockerfile for $platforms as $reference"
  # Without provenance the manifest lists the two platforms and nothing else.
  perform docker buildx build --builder "$builder" --platform "$platforms" --provenance=false \
    --tag "$uri:${reference##*:}" --file "$dockerfile" --push "$context"
done
[ "$dry_run" = yes ] || echo "pushed ${#wanted[@]} image(s) to $registry"
