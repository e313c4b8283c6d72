# Shared by the recording scripts: hosts (network namespaces), wires (veth pairs) and taps (running captures).
# Sourced, never run. Expects OUT (where captures go) and RECORD_DIR from `record`.
set -eu -o pipefail
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1
: "${OUT:?run this through captures/record/record}" "${RECORD_DIR:?}"
work=$(mktemp -d)
background=()       # servers
taps=()             # captures
hosts=()
tap_options=()      # further words for tcpdump; set by a script around its taps

cleanup() {
  local pid name
  for pid in "${taps[@]}" "${background[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  for name in "${hosts[@]}"; do ip netns del "$name" 2>/dev/null || true; done
  umount /etc/resolv.conf 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# on HOST COMMAND…: runs a command on a host.
on() { local name=$1; shift; nsenter --net="/run/netns/$name" "$@"; }

# host NAME…: a host with a loopback. IPv6 stays off (and so quiet) until `with_ipv6`.
host() {
  local name
  for name in "$@"; do
    ip netns add "$name"
    hosts+=("$name")
    on "$name" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
      net.ipv4.ping_group_range="0 0" net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
    ip -n "$name" link set lo up
  done
}

with_ipv6() {
  local name
  for name in "$@"; do
    on "$name" sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.default.disable_ipv6=0
  done
}

# wire HOST IF LAST_MAC_BYTE HOST IF LAST_MAC_BYTE [MTU]: a cable, both ends down. Packets on it are as on a
# real one, with finished checksums. MAC addresses are from the documentation range, 00:00:5e:00:53:xx.
wire() {
  local mtu=${7:-1500}
  ip link add "w1$$" netns "$1" mtu "$mtu" address "00:00:5e:00:53:$3" type veth \
    peer name "w2$$" netns "$4" mtu "$mtu" address "00:00:5e:00:53:$6"
  ip -n "$1" link set "w1$$" name "$2"
  ip -n "$4" link set "w2$$" name "$5"
  plain_nic "$1" "$2"
  plain_nic "$4" "$5"
}

plain_nic() {
  on "$1" ethtool -K "$2" tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
  on "$1" ethtool -K "$2" rxvlan off txvlan off >/dev/null 2>&1 || true
}

# up HOST IF [ADDRESS…]
up() {
  local name=$1 nic=$2 address; shift 2
  for address in "$@"; do
    case $address in
      *:*) ip -n "$name" addr add "$address" dev "$nic" nodad ;;
      *) ip -n "$name" addr add "$address" dev "$nic" ;;
    esac
  done
  ip -n "$name" link set dev "$nic" up
}

# serve HOST COMMAND…: a server in the background; returns once it has printed "ready".
serve() {
  local name=$1 log; shift
  log=$(mktemp -p "$work")
  nsenter --net="/run/netns/$name" "$@" >"$log" 2>&1 &
  background+=($!)
  for _ in $(seq 100); do
    grep -q ready "$log" && return 0
    kill -0 "$!" 2>/dev/null || break
    sleep 0.05
  done
  echo "server did not start: $*" >&2; cat "$log" >&2
  return 1
}

# daemon HOST COMMAND…: a program that says nothing when it is ready.
daemon() {
  local name=$1; shift
  nsenter --net="/run/netns/$name" "$@" >"$work/daemon.log" 2>&1 &
  background+=($!)
  sleep 0.5
  kill -0 "$!" 2>/dev/null || { echo "did not start: $*" >&2; cat "$work/daemon.log" >&2; return 1; }
}

# slow_line [bottleneck.py options]: client 192.0.2.10 and server 192.0.2.53 (names), 192.0.2.80 (web) on one
# network, 4 ms apart each way unless told otherwise, so that times in the capture look like a real network's.
slow_line() {
  host client line server
  wire client eth0 10 line near 01
  wire server eth0 80 line far 02
  up client eth0 192.0.2.10/24
  up server eth0 192.0.2.80/24 192.0.2.53/24
  up line near
  up line far
  serve line python3 -u "$RECORD_DIR/bottleneck.py" near far "$@"
}

# tap HOST IF FILE [filter words]: starts a capture into $OUT/FILE; returns once it listens.
tap() {
  local name=$1 nic=$2 file=$3 log recorder; shift 3
  log=$(mktemp -p "$work")
  if [ -n "${RECORD_ROOTLESS:-}" ]; then      # tcpdump insists on changing user, which is impossible there
    recorder=(dumpcap -q -P -i "$nic" -w "$OUT/$file" -f "$*")
  else
    recorder=(tcpdump --immediate-mode -U -Z root -s 0 "${tap_options[@]}" -i "$nic" -w "$OUT/$file" "$@")
  fi
  nsenter --net="/run/netns/$name" "${recorder[@]}" >"$log" 2>&1 &      # not `on`: $! is the recorder itself
  taps+=($!)
  for _ in $(seq 100); do
    grep -q -e 'listening on' -e '^File:' "$log" && { sleep 0.15; return 0; }
    sleep 0.05
  done
  echo "capture did not start:" >&2; cat "$log" >&2
  return 1
}

# untap: ends all running captures once the last packets are in.
untap() {
  local pid
  sleep 0.3
  for pid in "${taps[@]}"; do kill -INT "$pid" 2>/dev/null || true; kill "$pid" 2>/dev/null || true; done
  for pid in "${taps[@]}"; do wait "$pid" 2>/dev/null || true; done
  taps=()
}

# certificate NAME [openssl req key options]: a throw-away self-signed certificate in $work/NAME.{crt,key}.
certificate() {
  local name=$1; shift
  [ $# -gt 0 ] || set -- -newkey rsa:2048
  openssl req -x509 "$@" -nodes -days 3650 -subj "/O=Plainwire demo shop/CN=shop.example" \
    -addext "subjectAltName=DNS:shop.example" -keyout "$work/$name.key" -out "$work/$name.crt" 2>/dev/null
}

# use_dns ADDRESS: makes ordinary programs here ask that server (in this mount namespace only).
use_dns() {
  printf 'nameserver %s\noptions timeout:2 attempts:1\n' "$1" >"$work/resolv.conf"
  mount --bind "$work/resolv.conf" /etc/resolv.conf
}
