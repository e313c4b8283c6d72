#include "ui/flows/flow_order.h"

#include <cstring>
#include <unordered_map>

#include "core/bytes/elapsed.h"
#include "core/field/text_out.h"
#include "ui/flows/stoppable_sort.h"

namespace pw::ui {

namespace {

constexpr std::uint32_t kBlock = 256;  // conversations read in one go: the engine waits meanwhile

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// One conversation's value in a column of numbers.
struct NumberKey {
  std::uint64_t value = 0;
  std::uint32_t flow = 0;
  bool missing = false;
};

struct EndKey {
  std::uint64_t high = 0, low = 0;
  std::uint32_t flow = 0;
  std::uint16_t port = 0;
  AddressKind kind = AddressKind::none;
};

struct Compare {
  bool descending;

  bool operator()(const NumberKey& a, const NumberKey& b) const noexcept {
    if (a.missing != b.missing) return b.missing;
    if (a.value != b.value) return (a.value < b.value) != descending;
    return a.flow < b.flow;
  }
  bool operator()(const EndKey& a, const EndKey& b) const noexcept {
    if (a.kind != b.kind) return (a.kind < b.kind) != descending;
    if (a.high != b.high) return (a.high < b.high) != descending;
    if (a.low != b.low) return (a.low < b.low) != descending;
    if (a.port != b.port) return (a.port < b.port) != descending;
    return a.flow < b.flow;
  }
};

std::uint64_t ordered(std::int64_t v) noexcept { return static_cast<std::uint64_t>(v) ^ (std::uint64_t{1} << 63); }

std::uint64_t eightBytes(const std::uint8_t* from) noexcept {
  std::uint64_t v = 0;
  for (unsigned i = 0; i < 8; ++i) v = v << 8 | from[i];
  return v;
}

EndKey endKey(const Address& address, std::uint16_t port, std::uint32_t flow) noexcept {
  return {eightBytes(address.bytes.data()), eightBytes(address.bytes.data() + 8), flow, port, address.kind};
}

/// Texts as numbers: first in the order of arrival, in the end in that of the alphabet.
class TextRanks {
 public:
  std::uint64_t add(std::string_view text) {
    return ids_.try_emplace(std::string{text}, static_cast<std::uint32_t>(ids_.size())).first->second;
  }
  void rank(std::vector<NumberKey>& keys) const {
    std::vector<const std::pair<const std::string, std::uint32_t>*> sorted;
    for (const auto& entry : ids_) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    std::vector<std::uint32_t> ranks(sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) ranks[sorted[i]->second] = static_cast<std::uint32_t>(i);
    for (NumberKey& k : keys)
      if (!k.missing) k.value = ranks[k.value];
  }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
};

NumberKey tcpKey(const FlowSummary& f, FlowColumn column) noexcept {
  NumberKey k{.value = 0, .flow = f.id.value, .missing = f.transport != Transport::tcp};
  if (k.missing) return k;
  switch (column) {
    case FlowColumn::opening: k.value = static_cast<std::uint64_t>(f.tcp.opening); break;
    case FlowColumn::closing: k.value = static_cast<std::uint64_t>(f.tcp.closing); break;
    case FlowColumn::rtt:
      k.missing = f.tcp.initialRttNs < 0;
      k.value = ordered(f.tcp.initialRttNs);
      break;
    case FlowColumn::losses: k.value = lossesOf(f); break;
    case FlowColumn::ecn:
      k.value = static_cast<std::uint64_t>(f.tcp.ecn) << 32 | std::min<std::uint64_t>(congestionMarksOf(f), UINT32_MAX);
      break;
    default: break;
  }
  return k;
}

NumberKey numberKey(const FlowWords& words, const FlowSummary& f, FlowColumn column, TextRanks& texts) {
  NumberKey k{.value = 0, .flow = f.id.value, .missing = false};
  switch (column) {
    case FlowColumn::number: k.value = f.id.value; break;
    case FlowColumn::protocol: k.value = texts.add(protocolName(words, f)); break;
    case FlowColumn::name: {
      const std::string name = words.names.nameOf(f.server, f.first);
      k.missing = name.empty();
      if (!k.missing) k.value = texts.add(name);
      break;
    }
    case FlowColumn::started: k.value = ordered(f.firstNs); break;
    case FlowColumn::duration: k.value = ordered(elapsedNs(f.firstNs, f.lastNs)); break;
    case FlowColumn::packetsOut: k.value = f.packets[0]; break;
    case FlowColumn::packetsIn: k.value = f.packets[1]; break;
    case FlowColumn::bytesOut: k.value = f.bytes[0]; break;
    case FlowColumn::bytesIn: k.value = f.bytes[1]; break;
    case FlowColumn::activity: k.value = f.allPackets(); break;
    default: k = tcpKey(f, column); break;
  }
  return k;
}

/// Decides which conversations are shown.
class Sieve {
 public:
  Sieve(const FlowWords& words, const FlowQuery& query)
      : words_(words), transport_(query.transport), wanted_(lowerWordsOf(query.words)) {}

  bool passes(const FlowSummary& f) {
    if (transport_ != Transport::none && f.transport != transport_) return false;
    if (wanted_.empty()) return true;
    text_.clear();
    TextOut{text_}.add('#').dec(f.id.value).add(f.transport == Transport::tcp ? " tcp " : " udp ");
    for (const FlowColumn c : {FlowColumn::protocol, FlowColumn::client, FlowColumn::server, FlowColumn::name,
                               FlowColumn::opening, FlowColumn::closing, FlowColumn::ecn}) {
      appendFlowCell(text_, words_, f, c);
      text_ += ' ';
    }
    text_ += words_.names.nameOf(f.client, f.first);
    for (char& c : text_) c = lower(c);
    return hasWords(text_, wanted_);
  }

 private:
  const FlowWords& words_;
  Transport transport_;
  std::vector<std::string> wanted_;
  std::string text_;
};

template <class Take>
bool eachFlow(const FlowWords& words, const FlowQuery& query, std::uint32_t count, const std::stop_token& stop,
              std::atomic<std::uint64_t>& done, Take take) {
  Sieve sieve(words, query);
  std::vector<FlowSummary> block;
  for (std::uint32_t from = 0; from < count; from += static_cast<std::uint32_t>(block.size())) {
    if (stop.stop_requested()) return false;
    done.store(from, std::memory_order_relaxed);
    readFlowBlock(words.trace, from, std::min(count - from, kBlock), block);
    for (const FlowSummary& f : block)
      if (sieve.passes(f)) take(f);
  }
  return true;
}

template <class Key>
std::vector<std::uint32_t> sorted(std::vector<Key>& keys, bool descending, const std::stop_token& stop) {
  std::vector<std::uint32_t> order;
  if (!sortStoppable(keys, Compare{descending}, stop)) return order;
  order.reserve(keys.size());
  for (const Key& k : keys) order.push_back(k.flow);
  return order;
}

}  // namespace

void readFlowBlock(const Trace& trace, std::uint32_t from, std::uint32_t count, std::vector<FlowSummary>& into) {
  into.clear();
  trace.readFlows([&](const FlowTable& flows) {
    for (std::uint32_t i = 0; i < count; ++i) into.push_back(summarizeFlow(flows, FlowId{from + i}));
  });
  for (FlowSummary& f : into) {
    f.firstNs = trace.timeNs(f.first);
    f.lastNs = trace.timeNs(f.last);
    f.stack = trace.stackOf(f.first);
  }
}

std::vector<std::string> lowerWordsOf(std::string_view typed) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string{typed} + ' ') {
    if (c != ' ') {
      word += lower(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

// A number is found as a whole one only: 80 is neither 8080 nor 180, and 192.0.2.1 is not 192.0.2.10. The number of the
// conversation itself is meant where it is typed as it is shown elsewhere: #80.
bool hasWords(std::string_view text, const std::vector<std::string>& words) noexcept {
  return std::all_of(words.begin(), words.end(), [text](const std::string& w) {
    for (std::size_t at = text.find(w); at != std::string_view::npos; at = text.find(w, at + 1)) {
      const std::size_t end = at + w.size();
      const bool cutsBefore = isDigit(w.front()) && at > 0 && (isDigit(text[at - 1]) || text[at - 1] == '#');
      const bool cutsBehind = isDigit(w.back()) && end < text.size() && isDigit(text[end]);
      if (!cutsBefore && !cutsBehind) return true;
    }
    return false;
  });
}

std::vector<std::uint32_t> orderFlows(const FlowWords& words, const FlowQuery& query, std::uint32_t count,
                                      const std::stop_token& stop, std::atomic<std::uint64_t>& done) {
  if (query.by == FlowColumn::client || query.by == FlowColumn::server) {
    const bool client = query.by == FlowColumn::client;
    std::vector<EndKey> keys;
    const bool whole = eachFlow(words, query, count, stop, done, [&](const FlowSummary& f) {
      keys.push_back(client ? endKey(f.client, f.clientPort, f.id.value) : endKey(f.server, f.serverPort, f.id.value));
    });
    return whole ? sorted(keys, query.descending, stop) : std::vector<std::uint32_t>{};
  }
  std::vector<NumberKey> keys;
  TextRanks texts;
  const bool whole = eachFlow(words, query, count, stop, done, [&](const FlowSummary& f) {
    keys.push_back(numberKey(words, f, query.by, texts));
  });
  if (!whole) return {};
  if (query.by == FlowColumn::name || query.by == FlowColumn::protocol) texts.rank(keys);
  return sorted(keys, query.descending, stop);
}

}  // namespace pw::ui
