#include "core/report/follow_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "core/bytes/utf8.h"
#include "core/report/flow_list.h"
#include "core/report/row_writer.h"
#include "core/trace/flow_summary.h"

namespace pw {

namespace {

constexpr std::array<std::string_view, 4> kProtocols{"tcp", "udp", "http", "tls"};
constexpr std::array<std::string_view, 5> kFormNames{"ascii", "hex", "raw", "utf-8", "yaml"};
constexpr std::string_view kLine = "===================================================================\n";

template <std::size_t N>
std::optional<std::size_t> placeOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

std::string_view part(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view out = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return out;
}

bool number(std::string_view text, std::uint32_t& out) {
  const auto r = std::from_chars(text.data(), text.data() + text.size(), out);
  return r.ec == std::errc{} && r.ptr == text.data() + text.size();
}

bool range(std::string_view text, FollowRequest& out) {
  const bool two = text.find('-') != std::string_view::npos;
  if (!number(part(text, '-'), out.first)) return false;
  out.last = out.first;
  return !two || (number(text, out.last) && out.first <= out.last);
}

std::string_view textOf(ByteView b) { return {reinterpret_cast<const char*>(b.data()), b.size()}; }

bool isPrintable(std::uint8_t b) noexcept { return b >= 0x20 && b < 0x7f; }

void ascii(TextOut& out, ByteView bytes) {
  for (const std::uint8_t b : bytes) out.add(isPrintable(b) || b == '\r' || b == '\n' ? static_cast<char>(b) : '.');
}

/// Two digits a byte, two blanks in the middle.
void hexLine(TextOut& out, ByteView line) {
  constexpr std::size_t kWidth = 16, kHalf = 8;
  for (std::size_t i = 0; i < kWidth; ++i) {
    if (i == kHalf) out.add(' ');
    if (i < line.size()) out.hex(line[i], 2).add(' ');
    else out.add("   ");
  }
  out.add(' ');
  for (std::size_t i = 0; i < line.size(); ++i) {
    out.add(isPrintable(line[i]) ? static_cast<char>(line[i]) : '.');
    if (i + 1 == kHalf) out.add(' ');
  }
  // As tshark has it: without the last one of blanks at the end.
  if (out.string().back() == ' ') out.string().pop_back();
  out.add('\n');
}

void upperHex(TextOut& out, std::uint32_t v) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (int shift = 28; shift >= 0; shift -= 4) out.add(kDigits[v >> shift & 0xf]);
}

void hex(TextOut& out, ByteView bytes, std::string_view indent, std::uint32_t at) {
  constexpr std::size_t kWidth = 16;
  for (std::size_t i = 0; i < bytes.size(); i += kWidth) {
    out.add(indent);
    upperHex(out, at + static_cast<std::uint32_t>(i));
    out.add("  ");
    hexLine(out, bytes.subspan(i, std::min(kWidth, bytes.size() - i)));
  }
}

/// RFC 4648 §4, 57 bytes a line.
void base64(TextOut& out, ByteView bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kLineBytes = 57;
  for (std::size_t from = 0; from < bytes.size(); from += kLineBytes) {
    const ByteView line = bytes.subspan(from, std::min(kLineBytes, bytes.size() - from));
    out.add("      ");
    for (std::size_t i = 0; i < line.size(); i += 3) {
      const std::size_t n = std::min<std::size_t>(3, line.size() - i);
      std::uint32_t v = 0;
      for (std::size_t k = 0; k < 3; ++k) v = v << 8 | (k < n ? line[i + k] : 0u);
      for (std::size_t k = 0; k < 4; ++k) out.add(k <= n ? kAlphabet[v >> (18 - 6 * k) & 0x3f] : '=');
    }
    out.add('\n');
  }
}

/// What is no UTF-8 becomes U+FFFD.
void utf8(TextOut& out, ByteView bytes) {
  const std::string_view all = textOf(bytes);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = utf8Length(bytes.subspan(i));
    if (n == 0) out.add("\xef\xbf\xbd");
    else out.add(all.substr(i, n));
    i += n == 0 ? 1 : n;
  }
}

}  // namespace

std::optional<FollowRequest> FollowRequest::from(std::string_view text) {
  if (part(text, ',') != "follow") return std::nullopt;
  FollowRequest out;
  const auto protocol = placeOf(kProtocols, part(text, ','));
  const auto form = placeOf(kFormNames, part(text, ','));
  if (!protocol || !form || !number(part(text, ','), out.stream)) return std::nullopt;
  if (!text.empty() && !range(text, out)) return std::nullopt;
  out.protocol = static_cast<FollowProtocol>(*protocol);
  out.form = static_cast<FollowForm>(*form);
  return out;
}

std::shared_ptr<const FollowedStream> FollowWriter::follow(const FollowRequest& request) const {
  const Transport wanted = request.protocol == FollowProtocol::udp ? Transport::udp : Transport::tcp;
  FlowId found;
  trace_.readFlows([&](const FlowTable& flows) {
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
      const Flow& f = flows.flow(FlowId{i});
      if (f.key.transport == wanted && f.stream == request.stream) found = FlowId{i};
    }
  });
  if (!found.valid()) return nullptr;
  const bool messages = request.protocol == FollowProtocol::http || request.protocol == FollowProtocol::tls;
  return FollowedStream::make(trace_, registry_, found, messages ? FollowMode::messages : FollowMode::raw, trace_.size());
}

bool FollowWriter::isShown(const FollowRequest& request, const FollowChunk& c) noexcept {
  using Is = FollowChunk::Kind;
  switch (request.protocol) {
    case FollowProtocol::tcp:
    case FollowProtocol::udp: return c.kind == Is::bytes || c.kind == Is::gap;
    case FollowProtocol::http:
      if (c.kind == Is::head) {
        headIn_ = c.packet;
        headOf_ = c.message;
        return true;
      }
      return c.kind == Is::body && headIn_ == c.packet && headOf_ == c.message;
    case FollowProtocol::tls: break;
  }
  return false;
}

/// Who sent the first thing that counts, and the other end.
struct FollowWriter::Ends {
  Address address[2];
  std::uint16_t port[2] = {0, 0};
};

void FollowWriter::heading(TextOut& out, const FollowRequest& request, const FollowedStream* stream) {
  Ends ends;
  bool any = false;
  if (stream != nullptr && request.protocol != FollowProtocol::tls) {
    const auto sender = request.protocol != FollowProtocol::http ? stream->firstSender() : std::nullopt;
    any = sender.has_value();
    first_ = sender.value_or(Direction::forward);
    for (std::size_t i = 0; !any && i < stream->chunks().size(); ++i) {
      if (!isShown(request, stream->chunks()[i])) continue;
      any = true;
      first_ = stream->chunks()[i].direction;
    }
  }
  if (any) {
    const FlowSummary s = summarizeFlow(trace_, stream->flow());
    const unsigned zero = s.sideOf(first_);
    ends.address[zero] = s.client;
    ends.port[zero] = s.clientPort;
    ends.address[1 - zero] = s.server;
    ends.port[1 - zero] = s.serverPort;
  }
  if (request.form == FollowForm::yaml) {
    out.add("peers:\n");
    for (unsigned i = 0; i < 2; ++i) {
      out.add("  - peer: ").dec(i).add("\n    host: ");
      appendAddress(out, ends.address[i]);
      out.add("\n    port: ").dec(ends.port[i]).add('\n');
    }
    out.add("packets:\n");
    return;
  }
  const bool udp = request.protocol == FollowProtocol::udp;
  out.add('\n').add(kLine).add("Follow: ").add(kProtocols[static_cast<std::size_t>(request.protocol)]).add(',');
  out.add(kFormNames[static_cast<std::size_t>(request.form)]).add('\n');
  out.add("Filter: ").add(udp ? "udp" : "tcp").add(".stream eq ").dec(request.stream).add('\n');
  for (unsigned i = 0; i < 2; ++i)
    out.add("Node ").dec(i).add(": ").add(any ? endText(ends.address[i], ends.port[i]) : std::string{":0"}).add('\n');
}

void FollowWriter::chunk(TextOut& out, const FollowRequest& request, const FollowChunk& c) {
  const bool second = c.direction != first_;
  const std::string_view indent = second ? "\t" : "";
  std::string missing;
  ByteView bytes;
  if (c.kind == FollowChunk::Kind::gap) {
    // With the zero that ends a string in C: tshark counts it in.
    missing = "[" + std::to_string(c.length) + " bytes missing in capture file]" + std::string(1, 0);
    bytes = {reinterpret_cast<const std::uint8_t*>(missing.data()), missing.size()};
  } else {
    bytes = reader_.read(c);
  }
  std::uint32_t& position = position_[second ? 1 : 0];
  switch (request.form) {
    case FollowForm::ascii:
      out.add(indent).dec(bytes.size()).add('\n');
      ascii(out, bytes);
      out.add('\n');
      break;
    case FollowForm::utf8:
      out.add(indent).dec(bytes.size()).add('\n');
      utf8(out, bytes);
      out.add('\n');
      break;
    case FollowForm::hex: hex(out, bytes, indent, position); break;
    case FollowForm::raw: out.add(indent).hexBytes(bytes).add('\n'); break;
    case FollowForm::yaml: yaml(out, c, bytes, second); break;
  }
  position += static_cast<std::uint32_t>(bytes.size());
}

void FollowWriter::yaml(TextOut& out, const FollowChunk& c, ByteView bytes, bool second) const {
  out.add("  - packet: ").dec(std::uint64_t{c.packet.value} + 1).add("\n    peer: ").dec(second ? 1 : 0);
  // Seconds as a double has them, as tshark prints them.
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t ns = c.kind == FollowChunk::Kind::gap ? 0 : trace_.timeNs(c.packet);
  char time[64];
  std::snprintf(time, sizeof time, "%.9f", static_cast<double>(ns / kSecond) + static_cast<double>(ns % kSecond) / 1e9);
  out.add("\n    timestamp: ").add(time).add("\n    data: !!binary |\n");
  base64(out, bytes);
}

void FollowWriter::ending(TextOut& out, const FollowRequest& request) {
  if (request.form != FollowForm::yaml) out.add(kLine);
}

}  // namespace pw
