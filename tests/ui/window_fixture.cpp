#include "tests/ui/window_fixture.h"

#include <QFile>
#include <QTest>
#include <algorithm>
#include <array>

#include "tests/support/dissect.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {

namespace {

constexpr std::uint32_t kFirstSecond = 1'700'000'000;
constexpr std::size_t kPayload = 22;

void put(std::vector<char>& to, std::uint32_t v, unsigned bytes, bool bigEndian = false) {
  for (unsigned i = 0; i < bytes; ++i)
    to.push_back(static_cast<char>(v >> (8 * (bigEndian ? bytes - 1 - i : i)) & 255));
}

/// Ethernet, IPv4 and UDP from port 1024 + n % 60000 to 40000.
void appendPacket(std::vector<char>& to, std::uint32_t n) {
  const std::uint32_t udp = 8 + kPayload, ip = 20 + udp, frame = 14 + ip;
  put(to, kFirstSecond + n / 1000, 4);
  put(to, n % 1000 * 1000, 4);
  put(to, frame, 4);
  put(to, frame, 4);
  for (unsigned i = 0; i < 12; ++i) to.push_back(static_cast<char>(i));
  put(to, 0x0800, 2, true);
  put(to, 0x4500, 2, true);
  put(to, ip, 2, true);
  put(to, n & 0xffff, 2, true);
  put(to, 0, 2, true);
  put(to, 0x4011, 2, true);
  put(to, 0, 2, true);
  put(to, 0xc0000201, 4, true);
  put(to, 0xc0000202, 4, true);
  put(to, 1024 + n % 60000, 2, true);
  put(to, 40000, 2, true);
  put(to, udp, 2, true);
  put(to, 0, 2, true);
  put(to, n, 4, true);
  for (std::size_t i = 4; i < kPayload; ++i) to.push_back('x');
}

}  // namespace

bool waitFor(const std::function<bool()>& done) { return QTest::qWaitFor(done, kPatienceMs); }

QString capture(const char* name) {
  return QStringLiteral(PLAINWIRE_SOURCE_DIR "/captures/") + QString::fromLatin1(name);
}

std::vector<char> syntheticHead() {
  std::vector<char> bytes;
  put(bytes, 0xa1b2c3d4, 4);
  put(bytes, 2, 2);
  put(bytes, 4, 2);
  for (const std::uint32_t v : std::array<std::uint32_t, 4>{0, 0, 65535, 1}) put(bytes, v, 4);
  return bytes;
}

std::vector<char> syntheticPackets(std::uint32_t first, std::uint32_t packets) {
  std::vector<char> bytes;
  for (std::uint32_t n = 0; n < packets; ++n) appendPacket(bytes, first + n);
  return bytes;
}

QString writeSynthetic(const QTemporaryDir& folder, std::uint32_t packets) {
  const QString path = folder.filePath(QStringLiteral("synthetic-%1.pcap").arg(packets));
  QFile file(path);
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  const auto write = [&file](const std::vector<char>& bytes) {
    file.write(bytes.data(), static_cast<qint64>(bytes.size()));
  };
  write(syntheticHead());
  constexpr std::uint32_t kAtOnce = 10'000;
  for (std::uint32_t n = 0; n < packets; n += kAtOnce) write(syntheticPackets(n, std::min(kAtOnce, packets - n)));
  return path;
}

QString syntheticInfo(std::uint32_t packet) {
  return QStringLiteral("%1 → 40000 Len=22").arg(1024 + packet % 60000);
}

WindowTest::WindowTest() : window_(std::make_unique<ui::MainWindow>(registry(), theme_, language_)) {
  language_.choose(ui::LanguageChoice::english);
  theme_.setMode(ui::ThemeMode::light);
  window_->resize(1280, 800);
  window_->show();
}

WindowTest::~WindowTest() = default;

void WindowTest::load(const QString& path) {
  bool over = false;
  const auto done = [&over] { over = true; };
  const auto a = QObject::connect(&window_->document(), &ui::CaptureDocument::loaded, done);
  const auto b = QObject::connect(&window_->document(), &ui::CaptureDocument::failed, done);
  window_->openFile(path);
  EXPECT_TRUE(waitFor([&] { return over; })) << path.toStdString();
  QObject::disconnect(a);
  QObject::disconnect(b);
}

QString WindowTest::cell(std::uint32_t row, ui::ColumnKind kind) {
  const auto columns = list().columns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].kind == kind) return list().formatter().row(row).cells[i];
  return {};
}

void WindowTest::key(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers) {
  QTest::keyClick(&widget, key, modifiers);
}

NodeId WindowTest::nodeOf(std::string_view key) {
  const auto& nodes = window_->selected().tree().nodes();
  for (NodeId i = 0; i < nodes.size(); ++i)
    if (!nodes[i].hidden && registry().field(nodes[i].field).key == key) return i;
  return kNoNode;
}

}  // namespace pw::test
