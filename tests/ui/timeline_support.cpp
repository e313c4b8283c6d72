#include "tests/ui/timeline_support.h"

#include <QFile>

#include "core/engine/session.h"
#include "core/file/open_capture.h"
#include "tests/support/dissect.h"

namespace pw::test {

namespace {

void put(std::vector<char>& to, std::uint32_t v, unsigned bytes, bool bigEndian = true) {
  for (unsigned i = 0; i < bytes; ++i)
    to.push_back(static_cast<char>(v >> (8 * (bigEndian ? bytes - 1 - i : i)) & 255));
}

}  // namespace

std::shared_ptr<const ui::LadderModel> modelOf(const QString& path, std::uint32_t packet) {
  auto source = openCapture(path.toStdString());
  if (!source) return nullptr;
  const auto session = std::make_shared<Session>(registry(), std::move(*source));
  session->wait();
  const FlowId flow = session->trace().row(PacketId{packet}).flow;
  return ui::LadderModel::make(session, flow, session->trace().size());
}

std::shared_ptr<ui::LadderInput> inputOf(std::uint32_t count,
                                         const std::function<void(std::uint32_t, ui::LadderPacket&)>& make) {
  auto in = std::make_shared<ui::LadderInput>();
  in->packets.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    ui::LadderPacket& p = in->packets[i];
    p.timeNs = std::int64_t{i} * 1'000'000;
    p.fromClient = i % 2 == 0;
    p.bytes = i % 2 == 0 ? 0 : 1448;
    if (make) make(i, p);
  }
  return in;
}

QString writeDownload(const QTemporaryDir& folder, std::uint32_t packets) {
  constexpr std::uint32_t kPayload = 16, kLost = 1000, kLater = 20;
  const QString path = folder.filePath(QStringLiteral("download.pcap"));
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  std::vector<char> bytes;
  put(bytes, 0xa1b2c3d4, 4, false);
  put(bytes, 2, 2, false);
  put(bytes, 4, 2, false);
  for (const std::uint32_t v : {0u, 0u, 65535u, 101u}) put(bytes, v, 4, false);
  for (std::uint32_t n = 0; n < packets; ++n) {
    const bool client = n % 2 == 0;
    const std::uint32_t segment = n / 2, length = client || n == 1 ? 0 : kPayload;
    const bool again = !client && segment > kLater && segment % kLost == kLater;
    const std::uint32_t frame = 40 + length;
    put(bytes, 1'700'000'000 + n / 20'000, 4, false);
    put(bytes, n % 20'000 * 50, 4, false);
    put(bytes, frame, 4, false);
    put(bytes, frame, 4, false);
    put(bytes, 0x4500, 2);
    put(bytes, frame, 2);
    put(bytes, 0, 4);
    put(bytes, 0x40060000, 4);
    put(bytes, client ? 0xc000020a : 0xc0000250, 4);
    put(bytes, client ? 0xc0000250 : 0xc000020a, 4);
    put(bytes, client ? 40'000 : 80, 2);
    put(bytes, client ? 80 : 40'000, 2);
    const std::uint32_t at = 1000 + (again ? segment - kLater : segment) * kPayload;
    put(bytes, client ? (n == 0 ? 499u : 500u) : (n == 1 ? at + kPayload - 1 : at), 4);
    put(bytes, client ? (n == 0 ? 0u : 1000 + segment * kPayload) : 500, 4);
    put(bytes, n == 0 ? 0x5002 : n == 1 ? 0x5012 : 0x5010, 2);
    put(bytes, 60'000, 2);
    put(bytes, 0, 4);
    for (std::uint32_t i = 0; i < length; ++i) bytes.push_back('x');
    if (bytes.size() < (1u << 20) && n + 1 < packets) continue;
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
    bytes.clear();
  }
  return path;
}

}  // namespace pw::test
