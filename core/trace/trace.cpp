#include "core/trace/trace.h"

#include <sys/mman.h>

#include <algorithm>
#include <limits>

#include "core/flow/tcp_base.h"

namespace pw {

namespace {
constexpr std::size_t kMaxChunks = Trace::kMaxPackets / Trace::kChunk;

// Layout of the column `flags`: what a list needs without looking at the bytes.
constexpr unsigned kTcpFlags = TraceColumns::kTcpFlags;
constexpr unsigned kEcnShift = TraceColumns::kEcnShift, kEcnMask = TraceColumns::kEcnMask;
constexpr unsigned kBackward = TraceColumns::kBackward;
using mark = TraceColumns;

/// Puts a value into a narrow column; one that is as large as the column holds, or larger, goes into the wide one.
template <class Wide, class Narrow>
void narrow(Wide value, Narrow& to, SparseColumn<Wide>& wide, PacketId id) {
  constexpr Narrow kFull = std::numeric_limits<Narrow>::max();
  to = static_cast<Narrow>(std::min<Wide>(value, kFull));
  if (value >= kFull) [[unlikely]] wide.add(id, value);
}

template <class Wide, class Narrow>
Wide widened(Narrow value, const SparseColumn<Wide>& wide, PacketId id) noexcept {
  return value == std::numeric_limits<Narrow>::max() ? wide.find(id).value_or(value) : Wide{value};
}

/// What was read is older than what is read next. The sanitizer for threads knows no fences, nor what madvise() does.
void readsBefore() noexcept {
#ifndef __SANITIZE_THREAD__
  std::atomic_thread_fence(std::memory_order_acquire);
#endif
}
}  // namespace

// Place and length share a word: a captured length takes 19 bits, and 45 bits of offset reach 32 TiB.
constexpr unsigned kLengthBits = TraceColumns::kLengthBits;
constexpr std::uint64_t kLengthMask = (std::uint64_t{1} << kLengthBits) - 1;
static_assert(kMaxPacketBytes <= kLengthMask);

/// Columns of 64 Ki rows: 48 bytes a packet.
struct Trace::Chunk {  // NOLINT(cppcoreguidelines-pro-type-member-init): rows are written before they are read
  std::array<std::uint64_t, kChunk> place;
  std::array<std::int64_t, kChunk> timeNs;
  std::array<std::uint32_t, kChunk> seq, ack;
  std::array<TcpMarks, kChunk> tcpMarks;
  std::array<std::uint16_t, kChunk> window;
  // Where one of these three is as large as it can be, the value is in a sparse column.
  std::array<std::uint16_t, kChunk> payload;
  std::array<std::uint16_t, kChunk> wireLen;
  std::array<std::uint8_t, kChunk> interface;
  std::array<FlowId, kChunk> flow;
  std::array<PacketId, kChunk> previousInFlow;
  std::array<StackId, kChunk> stack;
  std::array<std::uint16_t, kChunk> flags;
  std::array<std::uint8_t, kChunk> marks;
};

Trace::Trace() : chunks_(std::make_unique<BigPtr<Chunk>[]>(kMaxChunks)) {}
Trace::~Trace() = default;

const Trace::Chunk& Trace::chunkOf(PacketId id) const noexcept { return *chunks_[id.value / kChunk]; }

TraceColumns Trace::columns(std::size_t chunk) const noexcept {
  const Chunk& c = *chunks_[chunk];
  TraceColumns t;
  t.place = c.place.data();
  t.timeNs = c.timeNs.data();
  t.wireLen = c.wireLen.data();
  t.seq = c.seq.data();
  t.ack = c.ack.data();
  t.tcpMarks = c.tcpMarks.data();
  t.window = c.window.data();
  t.payload = c.payload.data();
  t.flow = c.flow.data();
  t.stack = c.stack.data();
  t.flags = c.flags.data();
  t.marks = c.marks.data();
  return t;
}

PacketRow Trace::row(PacketId id) const noexcept {
  const Chunk& c = chunkOf(id);
  const std::size_t i = id.value % kChunk;
  PacketRow r;
  r.at = c.place[i] >> kLengthBits;
  r.timeNs = c.timeNs[i];
  r.captured = static_cast<std::uint32_t>(c.place[i] & kLengthMask);
  r.wireLen = widened(c.wireLen[i], longLengths_, id);
  r.flow = c.flow[i];
  r.direction = (c.flags[i] & kBackward) != 0 ? Direction::backward : Direction::forward;
  r.previousInFlow = linkFrom(c.previousInFlow[i]);
  r.stack = c.stack[i];
  r.tcpFlags = c.flags[i] & kTcpFlags;
  r.interface = widened(c.interface[i], highInterfaces_, id);
  r.ecn = static_cast<std::uint8_t>(c.flags[i] >> kEcnShift & kEcnMask);
  r.malformed = (c.marks[i] & mark::kMalformed) != 0;
  r.cut = (c.marks[i] & mark::kCut) != 0;
  r.hasTime = (c.marks[i] & mark::kNoTime) == 0;
  r.hasExtras = (c.marks[i] & mark::kExtras) != 0;
  r.fragment = (c.marks[i] & mark::kFragment) != 0;
  r.quotes = (c.marks[i] & mark::kQuotes) != 0;
  r.tcpWhole = (c.marks[i] & mark::kTcpWhole) != 0;
  r.window = c.window[i];
  r.seq = c.seq[i];
  r.ack = c.ack[i];
  r.payload = widened(c.payload[i], longPayloads_, id);
  r.marks = c.tcpMarks[i];
  // Behind the reads: it may have been given up meanwhile, and zeros would name a conversation.
  readsBefore();
  return isGivenUp(id) ? PacketRow{} : r;
}

std::int64_t Trace::timeNs(PacketId id) const noexcept { return chunkOf(id).timeNs[id.value % kChunk]; }
std::uint32_t Trace::wireLen(PacketId id) const noexcept {
  return widened(chunkOf(id).wireLen[id.value % kChunk], longLengths_, id);
}
TcpMarks Trace::marks(PacketId id) const noexcept { return chunkOf(id).tcpMarks[id.value % kChunk]; }
PacketId Trace::previousInFlow(PacketId id) const noexcept {
  return linkFrom(chunkOf(id).previousInFlow[id.value % kChunk]);
}

/// A conversation begins anew behind what was given up.
PacketId Trace::linkFrom(PacketId link) const noexcept {
  return link.value < givenUpBelow() && link.valid() ? PacketId{} : link;
}

/// Memory only: the pieces stay where they are for whoever still looks at one, and read as zeros.
void Trace::giveUpOld() noexcept {
  const std::size_t current = appended_ / kChunk, kept = keep_ / kChunk + 1;
  if (keep_ == 0 || current <= kept + 1) return;
  const std::size_t old = current - kept - 1;  // one more falls behind with each that begins; the first is kept
  givenUp_.store(static_cast<std::uint32_t>((old + 1) * kChunk), std::memory_order_release);
  ::madvise(chunks_[old].get(), sizeof(Chunk), MADV_DONTNEED);
}
bool Trace::isMalformed(PacketId id) const noexcept {
  return (chunkOf(id).marks[id.value % kChunk] & mark::kMalformed) != 0;
}
bool Trace::isCut(PacketId id) const noexcept { return (chunkOf(id).marks[id.value % kChunk] & mark::kCut) != 0; }
StackId Trace::stackOf(PacketId id) const noexcept { return chunkOf(id).stack[id.value % kChunk]; }

FlowFacts Trace::flowFacts(PacketId id, const PacketRow& r) const {
  if (!r.flow.valid()) return {};
  const Flow& flow = flows_.flow(r.flow);
  FactWords words = wordsOf(flow);
  if (((words[0] | words[1]) & Flow::kRewritten) != 0)
    if (const auto then = factsHistory_.find(r.flow, id)) words = *then;
  return factsOf(flow, words, r.direction);
}

TcpAnalysis Trace::analysis(PacketId id, const PacketRow& r) const {
  TcpAnalysis a;
  a.known = r.tcpWhole;
  a.marks = r.marks;
  if (!r.marks.has(TcpMark::duplicateAck)) return a;
  if (const auto entry = duplicateAcks_.find(id)) {
    a.duplicate = entry->number;
    a.duplicateOf = entry->of;
  }
  return a;
}

bool Trace::append(const PacketRow& r) {
  if (appended_ == kMaxPackets) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  auto& chunk = chunks_[appended_ / kChunk];
  if (!chunk) {
    chunk = makeBig<Chunk>();
    giveUpOld();
  }
  Chunk& c = *chunk;
  const std::size_t i = appended_ % kChunk;
  c.place[i] = r.at << kLengthBits | r.captured;
  c.timeNs[i] = r.timeNs;
  narrow(r.wireLen, c.wireLen[i], longLengths_, PacketId{appended_});
  c.flow[i] = r.flow;
  c.previousInFlow[i] = r.previousInFlow;
  c.stack[i] = r.stack;
  c.flags[i] = static_cast<std::uint16_t>((r.tcpFlags & kTcpFlags) | (r.ecn & kEcnMask) << kEcnShift |
                                          (r.direction == Direction::backward ? kBackward : 0));
  narrow(r.interface, c.interface[i], highInterfaces_, PacketId{appended_});
  c.seq[i] = r.seq;
  c.ack[i] = r.ack;
  c.tcpMarks[i] = r.marks;
  c.window[i] = r.window;
  narrow(r.payload, c.payload[i], longPayloads_, PacketId{appended_});
  c.marks[i] = static_cast<std::uint8_t>((r.malformed ? mark::kMalformed : 0) | (r.cut ? mark::kCut : 0) |
                                         (r.hasTime ? 0 : mark::kNoTime) | (r.hasExtras ? mark::kExtras : 0) |
                                         (r.fragment ? mark::kFragment : 0) | (r.tcpWhole ? mark::kTcpWhole : 0) |
                                         (r.quotes ? mark::kQuotes : 0));
  ++appended_;
  return true;
}

void Trace::publish() noexcept {
  unfollowed_.store(flows_.unfollowed(), std::memory_order_relaxed);
  homeless_.store(flows_.homeless(), std::memory_order_relaxed);
  flowCount_.store(static_cast<std::uint32_t>(flows_.size()), std::memory_order_relaxed);
  published_.store(appended_, std::memory_order_release);
}

std::optional<PacketExtras> Trace::extras(PacketId id) const {
  const std::lock_guard lock{mutex_};
  const auto it = extras_.find(id);
  return it == extras_.end() ? std::nullopt : std::optional{it->second};
}

void Trace::setExtras(PacketId id, PacketExtras extras) {
  const std::lock_guard lock{mutex_};
  extras_[id] = std::move(extras);
}

void Trace::setComments(PacketId id, std::vector<std::string> comments) {
  const std::lock_guard lock{mutex_};
  extras_[id].comments = std::move(comments);
}

std::vector<PacketId> Trace::commented() const {
  const std::lock_guard lock{mutex_};
  std::vector<PacketId> out;
  for (const auto& [id, e] : extras_)
    if (!e.comments.empty()) out.push_back(id);
  return out;
}

std::shared_ptr<const Trace::Datagram> Trace::reassembly(PacketId id) const {
  const std::lock_guard lock{mutex_};
  const auto it = datagrams_.find(id.value);
  return it == datagrams_.end() ? nullptr : it->second;
}

void Trace::addDatagram(const std::shared_ptr<const Datagram>& datagram) {
  const std::lock_guard lock{mutex_};
  for (const FragmentPiece& p : datagram->pieces) datagrams_[p.packet.value] = datagram;
}

std::shared_ptr<const CaptureInfo> Trace::info() const {
  const std::lock_guard lock{mutex_};
  return info_;
}

void Trace::setInfo(std::shared_ptr<const CaptureInfo> info) {
  const std::lock_guard lock{mutex_};
  info_ = std::move(info);
}

std::shared_ptr<const ByteStore> Trace::store() const {
  const std::lock_guard lock{mutex_};
  return store_;
}

void Trace::setStore(std::shared_ptr<const ByteStore> store) {
  const std::lock_guard lock{mutex_};
  store_ = std::move(store);
}

}  // namespace pw
