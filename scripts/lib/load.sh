# shellcheck shell=bash
# What scripts/gate and scripts/test share.

trap 'exit 130' INT
trap 'exit 143' TERM

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # build.sh uses it
root=$(dirname "$scripts")
# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/lib source=say.sh
. "$scripts/lib/say.sh"
# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/lib source=packages.sh
. "$scripts/lib/packages.sh"
# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/lib source=build.sh
. "$scripts/lib/build.sh"
# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/lib source=docker.sh
. "$scripts/lib/docker.sh"
