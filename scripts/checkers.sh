#!/bin/sh
# Gets what the tests check books with and what no book is made with: Ace by DAISY, a reading engine, Node.js to run
# the one and a browser to run both in. What cannot be had is said and left: the tests that need it are then skipped
# with their reason, or fail where CI=true.
set -eu
cd "$(dirname "$0")/.."

say() { printf 'checkers: %s\n' "$*" >&2; }

has_browser() { .venv/bin/python tests/browser.py >/dev/null; }

if ! has_browser && command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then may=; else may='sudo -n'; fi
    say "installing chromium"
    # A new machine has no package lists; another program may hold apt's lock for a while.
    $may apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null >&2 &&
        $may env DEBIAN_FRONTEND=noninteractive apt-get install -q --yes --no-install-recommends \
            -o DPkg::Lock::Timeout=300 chromium </dev/null >&2 || :
fi
has_browser || say "no Chromium or Chrome here: please install one, or name it in PUPPETEER_EXECUTABLE_PATH"

# The hashes of both lock files are checked, so it does not matter where the packages come from; no code of a package
# runs when it is installed (tests/tools/.npmrc).
home=.venv/checkers
key=$(cat tests/tools/requirements.txt tests/tools/package-lock.json | cksum)
[ "$(cat "$home/ready" 2>/dev/null)" != "$key" ] || exit 0
say "installing the packages of tests/tools"
rm -rf "$home"
mkdir -p "$home"
cp tests/tools/package.json tests/tools/package-lock.json tests/tools/.npmrc "$home"
if .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes \
    -r tests/tools/requirements.txt && (cd "$home" && PATH="$PWD/../bin:$PATH" npm ci --no-progress >&2); then
    printf '%s\n' "$key" > "$home/ready"
else
    say "that failed; Ace and the reading engine will not be run"
fi
