// A ring whose memory the other side fills at will. The consumer must stay inside, see no more bytes than were published,
// and end; the producer must stay inside.
#include <cstdlib>
#include <memory>

#include "core/capture/packet_ring.h"

namespace {

using namespace pw;

void check(bool holds) {
  if (!holds) std::abort();
}

constexpr std::size_t kMost = std::size_t{1} << 16;

struct Memory {
  explicit Memory(ByteView bytes) : size(bytes.size()) {
    at = static_cast<std::uint8_t*>(std::aligned_alloc(64, (size + 63) / 64 * 64));
    std::copy(bytes.begin(), bytes.end(), at);
  }
  ~Memory() { std::free(at); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  [[nodiscard]] std::span<std::uint8_t> all() const { return {at, size}; }
  std::uint8_t* at;
  std::size_t size;
};

void consume(RingMemory ring, std::span<const std::uint8_t> memory) {
  RingConsumer consumer{ring};
  std::uint64_t bytes = 0;
  for (std::size_t turn = 0; turn < 100'000; ++turn) {
    const std::size_t n = consumer.peek(64, [&](const RingRecord& r, ByteView b) {
      check(b.data() >= memory.data() && b.data() + b.size() <= memory.data() + memory.size());
      check(b.size() == r.captured);
      bytes += sizeof r + b.size();
    });
    consumer.release();
    if (n == 0) break;
  }
  // Nobody publishes while this runs: at most one ring full.
  check(bytes <= ring.capacity());
}

void produce(RingMemory ring, ByteView what) {
  RingProducer producer{ring};
  for (std::size_t i = 0; i < 200; ++i) producer.put({}, what.first(std::min(what.size(), i * 7)));
  producer.publish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMost) return 0;
  const Memory memory{{data, size}};
  const auto ring = RingMemory::join(memory.all());
  if (!ring) return 0;
  consume(*ring, memory.all());
  produce(*ring, {data, size});
  consume(*ring, memory.all());
  return 0;
}
