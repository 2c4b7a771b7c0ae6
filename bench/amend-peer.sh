#!/bin/sh
# Runs `shura bench amend` and, where it can be had, @openslides/motion-diff on the same texts, one after the other on
# one machine, so that ratios come from one run.
#
#   MOTION_DIFF=…/openslides-client/packages/openslides-motion-diff bench/amend-peer.sh
#
# The package is not on the registry: check OpenSlides/openslides-client out and run `npm ci && npm run build` in it.
set -eu
shura=${SHURA:-target/release/shura}
echo "# shura bench amend"
"$shura" bench amend --json
if ! command -v node >/dev/null; then
    echo "# peer left out: there is no node" >&2
    exit 0
fi
if [ ! -f "${MOTION_DIFF:-}/dist/motion-diff.js" ]; then
    echo "# peer left out: set MOTION_DIFF to a built packages/openslides-motion-diff" >&2
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in ${SIZES:-20,20 100,50 200,200}; do
    "$shura" bench amend --export "$size" >"$work/$size.json"
done
echo "# @openslides/motion-diff, jsdom"
set -- "$work"/*.json
node "$(dirname "$0")/amend-peer.mjs" "$MOTION_DIFF" "$@"
