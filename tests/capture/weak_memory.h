// A small model checker: two threads over C++'s release/acquire memory, every interleaving and every stale read.
//
// What a thread does next is a function of what it has read so far. So a state needs no stacks: it holds what each
// thread has read, and to take a step the thread is run from its beginning, with those answers, to its first new atomic
// access; that one is done, and the thread is left by longjmp at the next. States seen before are not gone into again.
//
// Memory is that of views (Kang et al., "A Promising Semantics for Relaxed-Memory Concurrency", POPL 2017, without
// promises). A store adds a message to its word. Each thread has a view: the oldest message of each word that it may
// still read, and how far it knows the other thread to be. A load may take any message that is not older. A release
// store leaves the thread's view in its message, an acquire load takes that over; a relaxed one does not. Accesses to
// plain bytes must be ordered by such views: if not, that is a data race, in whatever order they were tried. Each word
// has one writer. What a thread runs must own nothing: longjmp destroys nothing.
#pragma once
#include <array>
#include <atomic>
#include <csetjmp>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace pw::test {

/// What a thread knows: comes with acquire loads.
struct View {
  static constexpr std::size_t kWords = 4;
  std::array<std::uint8_t, kWords> oldest{};  ///< of each word: index of the oldest message that may be read
  std::array<std::uint16_t, 2> clock{};       ///< of each thread: steps that happened before

  void join(const View& other);
};

enum class Access : std::uint8_t { load, store, waitForOther };

/// The atomic access that a thread stands before.
struct PendingAccess {
  Access what = Access::load;
  std::uint8_t word = 0;
  std::memory_order order = std::memory_order_relaxed;
  std::uint64_t value = 0;  ///< to be stored
};

struct MemoryState {
  struct Message {
    std::uint64_t value = 0;
    View view;
  };
  struct Thread {
    View view;
    std::vector<std::uint64_t> loaded;  ///< answer of each atomic access; 0 for a store
    std::vector<std::uint8_t> bytes;    ///< answers of plain reads
    std::string choices;                ///< which message each access took: with the other thread's, all of the state
    PendingAccess next;
    bool done = false;
  };
  /// When eight bytes were last touched, by each thread.
  struct Cell {
    std::array<std::uint16_t, 2> written{}, read{};
  };

  std::array<Thread, 2> threads;
  std::array<std::vector<Message>, View::kWords> words;
  std::vector<std::uint8_t> bytes;
  std::vector<Cell> cells;
};

class WeakMemory {
 public:
  static constexpr std::size_t kLine = 64;  ///< each word has a line of its own, before the bytes

  /// Whoever wants to see a fault found changes an access before it is done.
  using Tamper = std::function<void(PendingAccess&)>;
  /// True for a plain write that is not to happen.
  using Omit = std::function<bool(const void* from, std::size_t n)>;

  explicit WeakMemory(std::size_t dataBytes);

  Tamper tamper;
  Omit omit;
  /// Memory to build in, before check(): words at its start, then bytes.
  std::span<std::uint8_t> memory() noexcept { return {storage_.data() + shift_, size_}; }
  /// Runs all that two threads may do. True where nothing was found; else fault() says what, and by which steps.
  bool check(std::function<void()> first, std::function<void()> second);
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }
  [[nodiscard]] std::size_t states() const noexcept { return seen_.size(); }
  [[nodiscard]] std::size_t ends() const noexcept { return ends_; }

  // For the threads.
  static WeakMemory& running();
  std::uint64_t load(const void* word, std::memory_order order);
  void store(const void* word, std::uint64_t value, std::memory_order order);
  void set(const void* word, std::uint64_t value);  ///< before check(): the first message
  void waitForOther();                              ///< returns when the other thread is done, and knows what it knew
  void read(void* to, const std::uint8_t* from, std::size_t n);
  void write(std::uint8_t* to, const void* from, std::size_t n);
  void require(bool holds, const char* what);

 private:
  struct Step {
    std::size_t thread, choice, choices;
    PendingAccess access;
    std::uint64_t value;
  };

  void explore(const MemoryState& from);
  void runThread();
  bool enabled(const MemoryState& s, std::size_t thread) const;
  std::size_t choicesOf(const MemoryState& s, std::size_t thread) const;
  std::uint64_t access(PendingAccess a);
  std::uint64_t perform(const PendingAccess& a);
  std::uint8_t wordAt(const void* p) const;
  std::size_t offsetOf(const std::uint8_t* p, std::size_t n);
  void touch(std::size_t at, std::size_t n, bool writes);
  [[noreturn]] void leave();
  void tell(const char* what);

  std::vector<std::uint8_t> storage_;  // never written: addresses stand for places
  std::size_t shift_ = 0, size_ = 0;
  std::array<std::function<void()>, 2> bodies_;
  std::unordered_set<std::string> seen_;
  std::vector<Step> path_;
  std::string fault_;
  std::size_t ends_ = 0;

  MemoryState first_;

  // The step that is being taken.
  MemoryState* state_ = nullptr;
  std::size_t thread_ = 0, choice_ = 0;
  std::size_t replayed_ = 0, replayedBytes_ = 0;
  bool mayStep_ = false, live_ = false;
  std::jmp_buf leave_{};
};

/// The atomics and copies of the ring, over the memory of the checker that runs.
struct WeakAccess {
  class Word {
   public:
    explicit Word(std::uint64_t first) { WeakMemory::running().set(this, first); }
    std::uint64_t load(std::memory_order order) const { return WeakMemory::running().load(this, order); }
    void store(std::uint64_t value, std::memory_order order) { WeakMemory::running().store(this, value, order); }
  };
  static void write(std::uint8_t* to, const void* from, std::size_t n) { WeakMemory::running().write(to, from, n); }
  static std::uint64_t read(const std::uint8_t* from) {
    std::uint64_t word;
    WeakMemory::running().read(&word, from, sizeof word);
    return word;
  }
};

}  // namespace pw::test
