#!/bin/sh
# Writes requirements.lock: the runtime, the cluster's, the dev tools and the build backend, each with its version and the
# hashes of its files for every platform and every Python from 3.11 up. The same of what only tests need, from
# tests/tools/requirements.in.
set -eu
cd "$(dirname "$0")/.."

rm -rf build/lock
"${PYTHON:-python3}" -m venv build/lock
build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

# No header and no index: where the packages come from is the matter of each machine, not of this file.
compile() {  # compile ARGUMENT... of uv pip compile
    build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}
{
    echo "# Made by \`make lock\` from pyproject.toml; not to be edited."
    sed -n 's/^requires = \["\(.*\)"\]/\1/p' pyproject.toml |
        compile --extra cluster --extra dev "$@" pyproject.toml -
} > build/requirements.lock
mv build/requirements.lock requirements.lock
compile tests/tools/requirements.in > build/requirements.txt
mv build/requirements.txt tests/tools/requirements.txt
rm -rf build/lock
