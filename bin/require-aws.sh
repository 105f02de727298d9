# shellcheck shell=bash
# What the scripts for AWS share. build-and-push.sh and deploy.sh source it from the project's folder.

# Ends the script with a sentence, and its exit code when it is not 1.
fail() {
  echo "${0##*/}: $1" >&2
  exit "${2:-1}"
}

# Says what is missing before anything is done; sets account and region, for the programs that are called too. The
# argument ends the sentence about an environment that means a lab on a laptop.
require_aws() {
  if [ -n "${AWS_ENDPOINT_URL:-}" ]; then
    fail "AWS_ENDPOINT_URL is $AWS_ENDPOINT_URL, a lab on a laptop$1"
  fi
  command -v node >/dev/null || fail 'node is not on PATH; install Node 20.19 or newer (https://nodejs.org)'
  [ -d node_modules/aws-cdk ] || fail 'the packages of the project are not installed; run "npm ci"'
  command -v aws >/dev/null || fail 'the AWS CLI is not on PATH; install it (https://aws.amazon.com/cli)'
  # shellcheck disable=SC2034 # the scripts read it
  account=$(aws sts get-caller-identity --query Account --output text 2>/dev/null) ||
    fail 'AWS does not accept the credentials of this terminal, or there are none; set AWS_PROFILE or run "aws sso login"'
  region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
  [ -n "$region" ] || fail 'no AWS region is set; set AWS_REGION, such as us-east-1'
  export AWS_REGION=$region AWS_DEFAULT_REGION=$region
}
