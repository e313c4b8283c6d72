# Sourced by scripts/run and scripts/test: what the machine needs, and how things are built.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The one list of Debian packages, to build, run and test.
packages="g++ cmake ninja-build pkg-config zlib1g-dev libzstd-dev liblz4-dev libbrotli-dev libpcre2-dev libssl-dev
  libpcap-dev libcap-dev libseccomp-dev qt6-base-dev libqt6svg6-dev qt6-wayland fonts-dejavu-core libgtest-dev libbenchmark-dev
  libreaderwriterqueue-dev nlohmann-json3-dev python3 iproute2"

say() { printf '%s\n' "$*" >&2; }

missing_of() {
  local p
  for p in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || printf '%s ' "$p"
  done
}

# need PACKAGE...: installs what is not there; asks apt for nothing otherwise.
need() {
  command -v dpkg-query >/dev/null || { say "No dpkg here: taking it that these are installed: $*"; return; }
  local missing as_root=
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "Please install as root: apt-get install $missing"; exit 1; }
    as_root=sudo
  fi
  say "Installing: $missing"
  $as_root env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get -q update >&2 &&
    $as_root env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing >&2 || {
    say "The packages could not be installed."
    exit 1
  }
}

# As many compilers as there are processors, but no more than memory holds (about 1.2 GiB each).
jobs() {
  local processors memory
  processors=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo)
  [ "${memory:-0}" -ge 1 ] || memory=1
  echo $((processors < memory ? processors : memory))
}

# build PRESET [TARGET...]: configures once, then builds what has changed.
build() {
  local preset=$1 launcher=()
  shift
  command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  if [ ! -f "$root/build/$preset/build.ninja" ]; then
    (cd "$root" && cmake --preset "$preset" "${launcher[@]}" >&2) || exit 1
  fi
  cmake --build "$root/build/$preset" -j "$(jobs)" ${1:+--target "$@"} >&2 || exit 1
}
