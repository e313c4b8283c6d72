#include "ui/find/packet_search.h"

#include <algorithm>

#include "core/field/format.h"
#include "core/report/measured_fields.h"
#include "ui/packetlist/row_formatter.h"

namespace pw::ui {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::uint8_t lower(std::uint8_t c) { return c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c + 32) : c; }

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char l = lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/// Digits in pairs; blanks, colons, dots and "0x" between them are passed over.
std::optional<std::vector<std::uint8_t>> parseHex(const std::string& typed) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < typed.size();) {
    const char c = typed[i];
    const bool prefix = c == '0' && i + 1 < typed.size() && lower(typed[i + 1]) == 'x';
    if (prefix || c == ' ' || c == ':' || c == '.' || c == '-') {
      i += prefix ? 2 : 1;
      continue;
    }
    if (i + 1 >= typed.size() || hexDigit(c) < 0 || hexDigit(typed[i + 1]) < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(hexDigit(c) * 16 + hexDigit(typed[i + 1])));
    i += 2;
  }
  return bytes;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

void parseField(const Registry& registry, std::string_view typed, ParsedQuery& into) {
  const std::size_t end = std::min(typed.find(' '), typed.find('='));
  const auto ids = registry.find(typed.substr(0, end));
  if (ids.empty()) {
    into.fault = QueryFault::noSuchField;
    return;
  }
  into.query.fields.assign(ids.begin(), ids.end());
  std::string_view value = end == std::string_view::npos ? std::string_view{} : trimmed(typed.substr(end));
  if (value.starts_with("==")) {
    into.query.wholeValue = true;
    value = trimmed(value.substr(2));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
  }
  into.query.text = value;
}

FieldSet wantedOf(const SearchQuery& query) {
  if (query.in != SearchIn::field) return FieldSet::all();
  FieldSet set;
  for (const FieldId id : query.fields) set.add(id);
  return set;
}

}  // namespace

ParsedQuery parseQuery(const Registry& registry, SearchIn in, const std::string& typed, bool matchCase) {
  ParsedQuery p;
  p.query.in = in;
  p.query.matchCase = matchCase;
  const std::string_view text = trimmed(typed);
  if (text.empty()) {
    p.fault = QueryFault::empty;
    return p;
  }
  switch (in) {
    case SearchIn::hex:
      if (auto bytes = parseHex(typed); bytes && !bytes->empty())
        p.query.bytes = *std::move(bytes);
      else
        p.fault = QueryFault::notHex;
      break;
    case SearchIn::text: p.query.bytes.assign(typed.begin(), typed.end()); break;
    case SearchIn::field: parseField(registry, text, p); break;
    default: p.query.text = text; break;
  }
  return p;
}

PacketMatcher::PacketMatcher(const Trace& trace, const Registry& registry, const SearchQuery& query)
    : trace_(trace),
      registry_(registry),
      query_(query),
      reader_(trace, registry),
      fields_(wantedOf(query), true, false) {
  reader_.measure(query_.in == SearchIn::details || std::any_of(query_.fields.begin(), query_.fields.end(), [&](FieldId f) {
                    return isMeasured(registry_.field(f).key);
                  }));
  if (query_.matchCase) return;
  for (char& c : query_.text) c = lower(c);
  if (query_.in == SearchIn::text)
    for (std::uint8_t& b : query_.bytes) b = lower(b);
}

bool PacketMatcher::matches(PacketId id) {
  if (trace_.isGivenUp(id)) return false;
  if (query_.in == SearchIn::flow) return trace_.row(id).flow == query_.flow;
  reader_.load(id);
  switch (query_.in) {
    case SearchIn::rows: return inRow();
    case SearchIn::details: return inDetails();
    case SearchIn::field: return inField();
    default: return inBytes(reader_.context().bytes) || inBytes(reader_.context().reassembly.bytes);
  }
}

bool PacketMatcher::contains(std::string_view text) const {
  if (query_.matchCase) return text.find(query_.text) != std::string_view::npos;
  const auto same = [](char a, char wanted) { return lower(a) == wanted; };
  return std::search(text.begin(), text.end(), query_.text.begin(), query_.text.end(), same) != text.end();
}

bool PacketMatcher::inRow() {
  const PacketSummary& summary = reader_.walk(row_);
  if (contains(row_.text.info) || contains(row_.text.protocol)) return true;
  for (const Address* a : {&summary.src, &summary.dst}) {
    scratch_.clear();
    appendAddress(scratch_, *a);
    if (contains(scratch_)) return true;
  }
  return false;
}

bool PacketMatcher::inDetails() {
  reader_.walk(fields_);
  for (const FieldNode& n : fields_.tree.nodes()) {
    if (n.hidden) continue;
    scratch_.clear();
    TextOut out{scratch_};
    appendLine(out, registry_, fields_.tree, n);
    if (contains(scratch_)) return true;
  }
  return false;
}

bool PacketMatcher::inField() {
  reader_.walk(fields_);
  for (const FieldNode& n : fields_.tree.nodes()) {
    if (std::find(query_.fields.begin(), query_.fields.end(), n.field) == query_.fields.end()) continue;
    scratch_.clear();
    TextOut out{scratch_};
    appendValue(out, registry_.field(n.field), fields_.tree, n);
    const bool found =
        query_.wholeValue ? scratch_.size() == query_.text.size() && contains(scratch_) : contains(scratch_);
    if (found) return true;
  }
  return false;
}

bool PacketMatcher::inBytes(ByteView bytes) const {
  const auto& wanted = query_.bytes;
  if (query_.in == SearchIn::hex || query_.matchCase)
    return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()) != bytes.end();
  const auto same = [](std::uint8_t a, std::uint8_t b) { return lower(a) == b; };
  return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end(), same) != bytes.end();
}

std::optional<std::uint32_t> findPacket(PacketMatcher& matcher, std::uint32_t rows, std::uint32_t from,
                                        bool forward, const std::stop_token& stop,
                                        std::atomic<std::uint64_t>& done) {
  constexpr std::uint32_t kBetweenLooks = 256;  // packets between two looks at the stop token
  for (std::uint32_t i = 1; i <= rows; ++i) {
    if (i % kBetweenLooks == 0) {
      if (stop.stop_requested()) return std::nullopt;
      done.store(i, std::memory_order_relaxed);
    }
    const std::uint64_t step = forward ? i : std::uint64_t{rows} - i;
    const auto at = static_cast<std::uint32_t>((std::uint64_t{from} + step) % rows);
    if (matcher.matches(PacketId{at})) return at;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> findPacket(PacketMatcher& matcher, std::span<const std::uint32_t> among,
                                        std::uint32_t from, bool forward, const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  constexpr std::size_t kBetweenLooks = 256;
  const std::size_t n = among.size();
  // Going on, the first behind `from`; going back, the one before it.
  const auto side = forward ? std::upper_bound(among.begin(), among.end(), from)
                            : std::lower_bound(among.begin(), among.end(), from);
  const auto first = static_cast<std::size_t>(side - among.begin());
  for (std::size_t i = 0; i < n; ++i) {
    if (i % kBetweenLooks == 0) {
      if (stop.stop_requested()) return std::nullopt;
      done.store(i, std::memory_order_relaxed);
    }
    const std::uint32_t packet = among[(forward ? first + i : first + 2 * n - 1 - i) % n];
    if (matcher.matches(PacketId{packet})) return packet;
  }
  return std::nullopt;
}

}  // namespace pw::ui
