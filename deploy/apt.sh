#!/usr/bin/env bash
# Brings the Debian packages of the full CI run that are missing; with nothing missing it touches neither apt nor network.
#   deploy/apt.sh [PACKAGE...]      further packages by name, e.g. deploy/apt.sh chromium
set -euo pipefail

say() { printf 'apt.sh: %s\n' "$*"; }
die() { say "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null; }
installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }
available() { [[ -n $(apt-cache madison "$1" 2>/dev/null) ]]; }
promtool=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.cache/promtool
has_promtool() { has promtool || [[ -x $promtool/promtool ]]; }
# Out of its package, not by it: the package would also start a Prometheus, open to the network.
bring_promtool() {
  local folder
  folder=$(mktemp -d)
  chmod 755 "$folder"
  if (cd "$folder" && apt-get -q download prometheus && dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool); then
    mkdir -p "$promtool" && mv "$folder/usr/bin/promtool" "$promtool/"
  else
    say 'promtool could not be brought: the test that asks it about the alerts is skipped'
  fi
  rm -rf "$folder"
}
has_java() {
  local major
  major=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' || true)
  ((${major:-0} >= 17))
}

missing=()
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
has make || missing+=(make)
has mvn || missing+=(maven)
has_java || missing+=("Java 17")
has_promtool || missing+=(promtool)
for package in "$@"; do
  installed "$package" || missing+=("$package")
done

if ((${#missing[@]} == 0)); then
  say 'nothing to install: python3-venv, make, Java 17, Maven and promtool are here'"${*:+, and $*}"
  exit 0
fi
has apt-get || die "missing: ${missing[*]}; there is no apt-get here, install them by your system's own means"

root=()
if ((EUID != 0)); then
  has sudo || die "missing: ${missing[*]}; run this as root, or install sudo"
  root=(sudo)
fi
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@"; }

say "missing: ${missing[*]}; refreshing the lists of apt"
apt update || say 'apt could not refresh its lists; trying with those at hand'
if available openjdk-17-jre-headless; then jre=openjdk-17-jre-headless; else jre=default-jre-headless; fi
packages=()
for name in "${missing[@]}"; do
  case $name in
    'Java 17') packages+=("$jre") ;;
    promtool) bring_promtool ;;
    *) packages+=("$name") ;;
  esac
done
# A slim image has no manual folders, and the JRE's links into them would fail.
"${root[@]}" mkdir -p /usr/share/man/man1
if ((${#packages[@]})); then
  say "installing: ${packages[*]}"
  apt install -y --no-install-recommends "${packages[@]}"
fi
has_java || die "java is still older than 17 although $jre is there; choose it: update-alternatives --config java"
say 'done'
