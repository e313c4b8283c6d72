#include "ui/expert/reasons.h"

#include "core/report/messages.h"
#include "core/trace/packet_reader.h"

namespace pw::ui {

namespace {

constexpr std::size_t kMaxKnown = 4096;
constexpr std::uint64_t kMaxConversation = std::uint64_t{2} << 20;  // packets; longer ones take too much memory

std::string whyMarked(const Conversation& conversation, TcpMark mark, std::uint32_t packet, Language language) {
  const auto item = conversation.itemOf(PacketId{packet});
  if (!item) return {};
  for (const Why& why : conversation.whysOf(*item))
    if (why.mark == mark) return whySentence(language, conversation, why);
  return {};
}

std::string whyStopped(PacketReader& reader, const Registry& registry, std::uint32_t packet, Language language) {
  RowSink sink;
  reader.load(PacketId{packet});
  const PacketSummary& s = reader.walk(sink);
  const std::string_view name =
      s.stopIn == ProtocolId::none ? std::string_view{} : registry.protocol(s.stopIn).shortName;
  return stopSentence(language, s.stop, name, reader.context().bytes.size(), reader.context().wireLen);
}

}  // namespace

struct Reasons::Batch {
  std::shared_ptr<Session> session;
  const Registry* registry = nullptr;
  Language language = Language::english;
  std::uint32_t rows = 0;
  std::map<FlowId, std::vector<Key>> byFlow;
  std::vector<Key> stopped;
  std::vector<std::pair<Key, std::string>> results;
};

void Reasons::reset(Language language) {
  job_.cancel();
  language_ = language;
  known_.clear();
  wanted_.clear();
}

const QString* Reasons::of(FindingKind kind, std::uint32_t packet) {
  const Key key{packet, kind};
  if (const auto it = known_.find(key); it != known_.end()) return &it->second;
  wanted_.insert(key);
  if (!std::exchange(starting_, true)) QMetaObject::invokeMethod(this, &Reasons::start, Qt::QueuedConnection);
  return nullptr;
}

void Reasons::work(Batch& b, const std::stop_token& stop) {
  const Trace& trace = b.session->trace();
  for (const auto& [flow, keys] : b.byFlow) {
    std::shared_ptr<const Conversation> conversation;
    if (summarizeFlow(trace, flow).allPackets() <= kMaxConversation)
      conversation = Conversation::make(trace, flow, b.rows, stop);
    if (stop.stop_requested()) return;
    for (const Key& k : keys)
      b.results.emplace_back(k, conversation ? whyMarked(*conversation, markOf(k.second), k.first, b.language)
                                             : std::string{});
  }
  PacketReader reader(trace, *b.registry);
  for (const Key& k : b.stopped) b.results.emplace_back(k, whyStopped(reader, *b.registry, k.first, b.language));
}

void Reasons::start() {
  starting_ = false;
  if (!document_.isOpen() || wanted_.empty() || job_.isRunning()) return;
  if (known_.size() > kMaxKnown) known_.clear();
  auto batch = std::make_shared<Batch>();
  batch->session = document_.session();
  batch->registry = &document_.registry();
  batch->language = language_;
  batch->rows = document_.rows();
  for (const Key& k : wanted_) {
    const FlowId flow = document_.trace().row(PacketId{k.first}).flow;
    if (isMark(k.second) && flow.valid())
      batch->byFlow[flow].push_back(k);
    else
      batch->stopped.push_back(k);
  }
  wanted_.clear();
  job_.start(
      0, [batch](const std::stop_token& stop, std::atomic<std::uint64_t>&) { work(*batch, stop); },
      [this, batch] {
        for (const auto& [key, text] : batch->results) known_.insert_or_assign(key, QString::fromStdString(text));
        Q_EMIT changed();
        start();  // what was asked for meanwhile
      });
}

}  // namespace pw::ui
