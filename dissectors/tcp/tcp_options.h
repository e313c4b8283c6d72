// Options of the TCP header: numbers into the summary, words into the line, fields into the tree.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/tcp/tcp_fields.h"

namespace pw::tcp {

namespace option {
inline constexpr unsigned kEnd = 0, kNop = 1, kMss = 2, kWindowScale = 3, kSackPermitted = 4, kSack = 5,
                          kTimestamps = 8, kMd5 = 19, kUserTimeout = 28, kAo = 29, kMptcp = 30, kFastOpen = 34,
                          kAccEcn0 = 172, kAccEcn1 = 174, kExperiment1 = 253, kExperiment2 = 254;
inline constexpr unsigned kAccEcnMagic0 = 0xacc0, kAccEcnMagic1 = 0xacc1;  // before kinds 172 and 174 were assigned
inline constexpr unsigned kFastOpenMagic = 0xf989;  // RFC 7413 §4.1: before kind 34 was assigned
}

/// Length an option of this kind must have, kind and length included; 0: it varies.
constexpr unsigned fixedLength(unsigned kind) {
  switch (kind) {
    case option::kMss: return 4;
    case option::kWindowScale: return 3;
    case option::kSackPermitted: return 2;
    case option::kTimestamps: return 10;
    case option::kMd5: return 18;
    case option::kUserTimeout: return 4;
    default: return 0;
  }
}

template <class Sink>
class Options {
 public:
  Options(Walk<Sink>& w, Cursor& c, TcpSummary& tcp) : w_(w), c_(c), tcp_(tcp) {}

  /// Reads to the end mark, the end of the header, or the first length that makes no sense; the payload is not harmed.
  void walk() {
    while (c_.more()) {
      const std::uint32_t at = c_.offset();
      const unsigned kind = c_.u8();
      if (!c_.ok()) return;
      if (kind == option::kEnd || kind == option::kNop) {
        single(at, kind);
        if (kind == option::kEnd) return;
        continue;
      }
      const unsigned length = c_.u8();
      if (!c_.ok()) return;
      const unsigned fixed = fixedLength(kind);
      if (length < 2 || length - 2 > c_.wireLeft() || (fixed != 0 && length != fixed)) {
        note<F::optLengthInvalid>(w_, at, 2);
        if (length < 2 || length - 2 > c_.wireLeft()) return;
      }
      Cursor body = c_.sub(length - 2);
      one(at, kind, length, body);
    }
  }

 private:
  void single(std::uint32_t at, unsigned kind) {
    const NodeId node = add<F::optKind>(w_, at, 1, kind);
    label(w_, node, [&](TextOut& t) {
      t.add("TCP Option - ").add(kind == option::kNop ? "No-Operation (NOP)" : "End of Option List (EOL)");
    });
  }

  void one(std::uint32_t at, unsigned kind, unsigned length, Cursor& b) {
    const NodeId head = heading(at, kind, length);
    Under<Sink> under{w_, head};
    add<F::optKind>(w_, at, 1, kind);
    add<F::optLen>(w_, at + 1, 1, length);
    const unsigned fixed = fixedLength(kind);
    if (fixed == 0 || fixed == length) body(kind, b, head);
    if (b.ok() && b.left() > 0) readBytes<F::optUnknown>(w_, b, b.left());
  }

  NodeId heading(std::uint32_t at, unsigned kind, unsigned length) {
    NodeId node = kNoNode;
    if constexpr (Sink::kFields) {
      switch (kind) {
        case option::kSackPermitted: node = add<F::sackPermitted>(w_, at, length, 0); break;
        case option::kSack: node = add<F::sack>(w_, at, length, 0); break;
        case option::kTimestamps: node = add<F::timestamps>(w_, at, length, 0); break;
        case option::kAccEcn0:
        case option::kAccEcn1: node = add<F::accEcn>(w_, at, length, 0); break;
        case option::kMptcp: node = add<F::mptcp>(w_, at, length, 0); break;
        case option::kMss: node = add<F::mssOption>(w_, at, length, 0); break;
        case option::kWindowScale: node = add<F::scaleOption>(w_, at, length, 0); break;
        case option::kMd5: node = add<F::md5Option>(w_, at, length, 0); break;
        case option::kAo: node = add<F::aoOption>(w_, at, length, 0); break;
        case option::kUserTimeout: node = add<F::userTimeoutOption>(w_, at, length, 0); break;
        case option::kFastOpen: node = add<F::fastOpenOption>(w_, at, length, 0); break;
        case option::kExperiment1:
        case option::kExperiment2: node = add<F::experimentOption>(w_, at, length, 0); break;
        default: node = add<F::otherOption>(w_, at, length, 0); break;
      }
      label(w_, node, [&](TextOut& t) {
        const std::string_view name = nameOf(kOptionNames, kind);
        t.add("TCP Option - ").add(name.empty() ? "Unknown" : name);
      });
    }
    return node;
  }

  void body(unsigned kind, Cursor& b, NodeId head) {
    switch (kind) {
      case option::kMss: maximumSegmentSize(b, head); break;
      case option::kWindowScale: windowScale(b, head); break;
      case option::kSackPermitted:
        tcp_.sackPermitted = true;
        w_.moreInfo([](TextOut& t) { t.add(" SACK_PERM"); });
        break;
      case option::kSack: sack(b); break;
      case option::kTimestamps: timestamps(b, head); break;
      case option::kFastOpen: fastOpen(b); break;
      case option::kExperiment1:
      case option::kExperiment2: experiment(b); break;
      case option::kMd5:
        readBytes<F::md5Digest>(w_, b, 16);
        w_.moreInfo([](TextOut& t) { t.add(" MD5"); });
        break;
      case option::kAo: authentication(b); break;
      case option::kUserTimeout: read<F::userTimeout>(w_, b); break;
      case option::kMptcp:
        bits<F::mptcpSubtype>(w_, b.offset(), 1, b.peek());
        break;
      case option::kAccEcn0:
      case option::kAccEcn1: accurateEcn(b, kind == option::kAccEcn0); break;
      default: break;
    }
  }

  void maximumSegmentSize(Cursor& b, NodeId head) {
    tcp_.mss = read<F::mss>(w_, b);
    label(w_, head, [&](TextOut& t) { t.add("TCP Option - Maximum segment size: ").dec(tcp_.mss).add(" bytes"); });
    w_.moreInfo([&](TextOut& t) { t.add(" MSS=").dec(tcp_.mss); });
  }

  void windowScale(Cursor& b, NodeId head) {
    const std::uint32_t at = b.offset();
    const std::uint8_t shift = read<F::scaleShift>(w_, b);
    if (!b.ok()) return;
    // RFC 7323 §2.3: a larger count is taken as 14.
    tcp_.windowScale = std::min<std::uint8_t>(shift, 14);
    const unsigned factor = 1u << tcp_.windowScale;
    addGenerated<F::scaleMultiplier>(w_, at, 1, factor);
    label(w_, head, [&](TextOut& t) {
      t.add("TCP Option - Window scale: ").dec(shift).add(" (multiply by ").dec(factor).add(')');
    });
    w_.moreInfo([&](TextOut& t) { t.add(" WS=").dec(factor); });
  }

  void sack(Cursor& b) {
    // The edges lie in the other side's stream, so they count from its start.
    const FlowFacts& flow = w_.context().flow;
    const unsigned other = flow.direction ^ 1u;
    const std::uint32_t base = flow.known && flow.hasBase[other] && !w_.inQuote() ? flow.baseSeq[other] : 0;
    std::uint64_t n = 0;
    while (b.ok() && b.wireLeft() >= 8) {
      const std::uint32_t at = b.offset();
      const std::uint32_t left = b.u32() - base;
      const std::uint32_t right = b.u32() - base;
      if (!b.ok()) return;
      ++n;
      tcp_.sacked += right - left;
      add<F::sackLeft>(w_, at, 4, left);
      add<F::sackRight>(w_, at + 4, 4, right);
      w_.moreInfo([&](TextOut& t) { t.add(" SLE=").dec(left).add(" SRE=").dec(right); });
    }
    addGenerated<F::sackCount>(w_, b.offset(), 0, n);
  }

  void timestamps(Cursor& b, NodeId head) {
    const std::uint32_t value = read<F::tsVal>(w_, b);
    const std::uint32_t echo = read<F::tsEcr>(w_, b);
    if (!b.ok()) return;
    tcp_.hasTimestamps = true;
    tcp_.tsVal = value;
    tcp_.tsEcr = echo;
    label(w_, head, [&](TextOut& t) {
      t.add("TCP Option - Timestamps: TSval ").dec(value).add(", TSecr ").dec(echo);
    });
    w_.moreInfo([&](TextOut& t) { t.add(" TSval=").dec(value).add(" TSecr=").dec(echo); });
  }

  /// RFC 6994: the first two bytes say whose experiment it is.
  void experiment(Cursor& b) {
    if (b.wireLeft() < 2) return;
    const std::uint16_t id = read<F::experimentId>(w_, b);
    if (!b.ok()) return;
    if (id == option::kFastOpenMagic) fastOpen(b);
    if (id == option::kAccEcnMagic0 || id == option::kAccEcnMagic1) accurateEcn(b, id == option::kAccEcnMagic0);
  }

  void fastOpen(Cursor& b) {
    (b.wireLeft() == 0 ? tcp_.fastOpenRequest : tcp_.fastOpenCookie) = true;
    if (b.wireLeft() == 0) {
      add<F::fastOpenRequest>(w_, b.offset(), 0, 0);
      w_.moreInfo([](TextOut& t) { t.add(" TFO=R"); });
    } else {
      readBytes<F::fastOpenCookie>(w_, b, b.wireLeft());
      w_.moreInfo([](TextOut& t) { t.add(" TFO=C"); });
    }
  }

  void authentication(Cursor& b) {
    read<F::aoKeyId>(w_, b);
    read<F::aoNextKeyId>(w_, b);
    if (b.ok() && b.wireLeft() > 0) readBytes<F::aoMac>(w_, b, b.wireLeft());
    w_.moreInfo([](TextOut& t) { t.add(" TCP AO"); });
  }

  /// RFC 9768 §3.2.3: up to three counters of 24 bits; the kind tells their order.
  void accurateEcn(Cursor& b, bool order0) {
    order0 ? counter<F::accEcnEe0b>(b, " EE0B=") : counter<F::accEcnEe1b>(b, " EE1B=");
    counter<F::accEcnEceb>(b, " ECEB=");
    order0 ? counter<F::accEcnEe1b>(b, " EE1B=") : counter<F::accEcnEe0b>(b, " EE0B=");
  }
  template <auto Field>
  void counter(Cursor& b, std::string_view name) {
    if (b.wireLeft() < 3) return;
    const std::uint32_t v = read<Field>(w_, b);
    if (b.ok()) w_.moreInfo([&](TextOut& t) { t.add(name).dec(v); });
  }

  Walk<Sink>& w_;
  Cursor& c_;
  TcpSummary& tcp_;
};

}  // namespace pw::tcp
