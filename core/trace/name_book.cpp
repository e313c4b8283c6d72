#include "core/trace/name_book.h"

#include <algorithm>
#include <cstring>

#include "core/field/text_out.h"

namespace pw {

namespace {

constexpr std::size_t kMaxName = 255;  // RFC 1035 §2.3.4

std::string harmless(std::string_view name) {
  std::string text;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
  TextOut{text}.printable(ByteView{bytes, std::min(name.size(), kMaxName)});
  while (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

// The table is bounded, so addresses that were chosen to collide cost little.
std::size_t NameBook::HashOf::operator()(const Address& a) const noexcept {
  std::uint64_t half[2];
  std::memcpy(half, a.bytes.data(), sizeof half);
  return static_cast<std::size_t>((half[0] ^ (half[1] * 0x9e3779b97f4a7c15ull)) * 0xff51afd7ed558ccdull ^
                                  static_cast<std::uint64_t>(a.kind));
}

std::uint32_t NameBook::intern(std::string_view name) {
  const auto [it, isNew] = textIds_.try_emplace(std::string{name}, static_cast<std::uint32_t>(texts_.size()));
  if (isNew) {
    texts_.push_back(&it->first);
    textBytes_ += name.size();
  }
  return it->second;
}

void NameBook::learn(const Address& address, std::string_view name, NameSource source, PacketId in) {
  const std::string text = harmless(name);
  if (text.empty() || lengthOf(address.kind) == 0) return;
  const std::lock_guard lock{mutex_};
  const bool known = byAddress_.contains(address);
  if ((!known && byAddress_.size() == kMaxAddresses) || textBytes_ + text.size() > kMaxText) {
    full_ = true;
    return;
  }
  std::vector<Entry>& entries = byAddress_[address];
  const std::uint32_t id = intern(text);
  if (!entries.empty() && entries.back().text == id && entries.back().source == source) return;
  if (entries.size() == kMaxPerAddress) entries.pop_back();
  entries.push_back({in, id, source});
  ++version_;
}

std::string NameBook::nameOf(const Address& address, PacketId at) const {
  const std::lock_guard lock{mutex_};
  const auto it = byAddress_.find(address);
  if (it == byAddress_.end()) return {};
  const Entry* best = nullptr;
  const auto better = [at](const Entry& a, const Entry& b) {  // a than b
    if (a.source != b.source) return a.source < b.source;
    const bool before = a.in <= at, otherBefore = b.in <= at;
    if (before != otherBefore) return before;
    return before ? a.in > b.in : a.in < b.in;
  };
  for (const Entry& e : it->second)
    if (best == nullptr || better(e, *best)) best = &e;
  return *texts_[best->text];
}

bool NameBook::wasAnswered(const Address& address) const {
  const std::lock_guard lock{mutex_};
  const auto it = byAddress_.find(address);
  return it != byAddress_.end() && std::any_of(it->second.begin(), it->second.end(), [](const Entry& e) {
    return e.source == NameSource::dnsAnswer;
  });
}

std::uint64_t NameBook::version() const {
  const std::lock_guard lock{mutex_};
  return version_;
}

std::size_t NameBook::addresses() const {
  const std::lock_guard lock{mutex_};
  return byAddress_.size();
}

bool NameBook::full() const {
  const std::lock_guard lock{mutex_};
  return full_;
}

}  // namespace pw
