#include "tests/capture/weak_memory.h"

#include <algorithm>
#include <cstring>

namespace pw::test {
namespace {

thread_local WeakMemory* current = nullptr;

bool acquires(std::memory_order o) { return o == std::memory_order_acquire || o == std::memory_order_seq_cst; }
bool releases(std::memory_order o) { return o == std::memory_order_release || o == std::memory_order_seq_cst; }

}  // namespace

void View::join(const View& other) {
  for (std::size_t i = 0; i < oldest.size(); ++i) oldest[i] = std::max(oldest[i], other.oldest[i]);
  for (std::size_t i = 0; i < clock.size(); ++i) clock[i] = std::max(clock[i], other.clock[i]);
}

WeakMemory::WeakMemory(std::size_t dataBytes)
    : storage_(View::kWords * kLine + dataBytes + kLine), size_(View::kWords * kLine + dataBytes) {
  shift_ = kLine - reinterpret_cast<std::uintptr_t>(storage_.data()) % kLine;
  shift_ %= kLine;
  current = this;
}

WeakMemory& WeakMemory::running() { return *current; }

bool WeakMemory::check(std::function<void()> first, std::function<void()> second) {
  current = this;
  bodies_ = {std::move(first), std::move(second)};
  MemoryState start = first_;
  start.bytes.assign(size_ - View::kWords * kLine, 0);
  start.cells.assign((start.bytes.size() + 7) / 8, {});
  for (thread_ = 0; thread_ < 2; ++thread_) {
    state_ = &start;
    mayStep_ = false;
    runThread();
  }
  explore(start);
  return fault_.empty();
}

void WeakMemory::explore(const MemoryState& from) {
  if (!seen_.insert(from.threads[0].choices + '|' + from.threads[1].choices).second) return;
  if (from.threads[0].done && from.threads[1].done) ++ends_;
  for (std::size_t t = 0; t < 2; ++t) {
    if (!enabled(from, t)) continue;
    const std::size_t choices = choicesOf(from, t);
    for (std::size_t c = 0; c < choices; ++c) {
      MemoryState next = from;
      state_ = &next;
      thread_ = t;
      choice_ = c;
      mayStep_ = true;
      path_.push_back({t, c, choices, from.threads[t].next, 0});
      runThread();
      if (fault_.empty()) explore(next);
      if (!fault_.empty()) return;
      path_.pop_back();
    }
  }
}

bool WeakMemory::enabled(const MemoryState& s, std::size_t thread) const {
  const auto& t = s.threads[thread];
  return !t.done && (t.next.what != Access::waitForOther || s.threads[1 - thread].done);
}

std::size_t WeakMemory::choicesOf(const MemoryState& s, std::size_t thread) const {
  const auto& t = s.threads[thread];
  return t.next.what == Access::load ? s.words[t.next.word].size() - t.view.oldest[t.next.word] : 1;
}

/// Runs the thread from its beginning to where it stands, and by one access more where it may step.
void WeakMemory::runThread() {
  replayed_ = replayedBytes_ = 0;
  live_ = false;
  if (setjmp(leave_) == 0) {
    bodies_[thread_]();
    state_->threads[thread_].done = true;
  }
}

void WeakMemory::leave() { std::longjmp(leave_, 1); }

std::uint64_t WeakMemory::access(PendingAccess a) {
  auto& t = state_->threads[thread_];
  if (replayed_ < t.loaded.size()) return t.loaded[replayed_++];
  if (!mayStep_) {
    t.next = a;
    leave();
  }
  mayStep_ = false;
  live_ = true;
  if (tamper) tamper(a);
  const std::uint64_t value = perform(a);
  ++t.view.clock[thread_];  // after a release: what comes now is not in its message
  t.loaded.push_back(value);
  t.choices += static_cast<char>('a' + choice_);
  ++replayed_;
  path_.back().value = value;
  return value;
}

std::uint64_t WeakMemory::perform(const PendingAccess& a) {
  auto& t = state_->threads[thread_];
  if (a.what == Access::waitForOther) {
    t.view.join(state_->threads[1 - thread_].view);
    return 0;
  }
  auto& messages = state_->words[a.word];
  std::uint8_t& oldest = t.view.oldest[a.word];
  if (a.what == Access::load) {
    oldest = static_cast<std::uint8_t>(oldest + choice_);
    const MemoryState::Message& m = messages[oldest];
    if (acquires(a.order)) t.view.join(m.view);
    return m.value;
  }
  if (oldest + 1u != messages.size()) tell("a word with two writers is not modelled");
  oldest = static_cast<std::uint8_t>(messages.size());
  messages.push_back({a.value, releases(a.order) ? t.view : View{}});
  return a.value;
}

std::uint64_t WeakMemory::load(const void* word, std::memory_order order) {
  return access({.what = Access::load, .word = wordAt(word), .order = order});
}

void WeakMemory::store(const void* word, std::uint64_t value, std::memory_order order) {
  if (bodies_[0]) access({.what = Access::store, .word = wordAt(word), .order = order, .value = value});
  else set(word, value);
}

void WeakMemory::set(const void* word, std::uint64_t value) {
  first_.words[wordAt(word)] = {{value, {}}};
}

void WeakMemory::waitForOther() { access({.what = Access::waitForOther}); }

std::uint8_t WeakMemory::wordAt(const void* p) const {
  const std::ptrdiff_t at = static_cast<const std::uint8_t*>(p) - (storage_.data() + shift_);
  return static_cast<std::uint8_t>(static_cast<std::size_t>(at) / kLine);
}

std::size_t WeakMemory::offsetOf(const std::uint8_t* p, std::size_t n) {
  const std::ptrdiff_t at = p - storage_.data() - static_cast<std::ptrdiff_t>(shift_ + View::kWords * kLine);
  const std::size_t all = state_->bytes.size();
  if (at < 0 || static_cast<std::size_t>(at) > all || n > all - static_cast<std::size_t>(at)) tell("outside the ring");
  return static_cast<std::size_t>(at);
}

void WeakMemory::touch(std::size_t at, std::size_t n, bool writes) {
  const View& view = state_->threads[thread_].view;
  const std::size_t other = 1 - thread_;
  for (std::size_t i = at / 8; i < (at + n + 7) / 8; ++i) {
    MemoryState::Cell& c = state_->cells[i];
    if (c.written[other] > view.clock[other]) tell("data race: bytes that the other thread may be writing");
    if (writes && c.read[other] > view.clock[other]) tell("data race: writes what the other thread may be reading");
    (writes ? c.written : c.read)[thread_] = view.clock[thread_];
  }
}

void WeakMemory::read(void* to, const std::uint8_t* from, std::size_t n) {
  auto& seen = state_->threads[thread_].bytes;
  if (live_) {
    const std::size_t at = offsetOf(from, n);
    touch(at, n, false);
    seen.insert(seen.end(), state_->bytes.data() + at, state_->bytes.data() + at + n);
  }
  if (n != 0) std::memcpy(to, seen.data() + replayedBytes_, n);
  replayedBytes_ += n;
}

void WeakMemory::write(std::uint8_t* to, const void* from, std::size_t n) {
  if (!live_ || n == 0 || (omit && omit(from, n))) return;
  const std::size_t at = offsetOf(to, n);
  touch(at, n, true);
  std::memcpy(state_->bytes.data() + at, from, n);
}

void WeakMemory::require(bool holds, const char* what) {
  if (!holds) tell(what);
}

void WeakMemory::tell(const char* what) {
  static constexpr const char* kDone[] = {" loads word ", " stores word ", " has waited"};
  fault_ = what;
  for (const Step& s : path_) {
    fault_ += "\n  thread " + std::to_string(s.thread) + kDone[static_cast<std::size_t>(s.access.what)];
    if (s.access.what != Access::waitForOther)
      fault_ += std::to_string(s.access.word) + ": " + std::to_string(s.value);
    if (s.choice + 1 < s.choices) fault_ += " (newer: " + std::to_string(s.choices - 1 - s.choice) + ')';
  }
  leave();
}

}  // namespace pw::test
