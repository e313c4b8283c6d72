// The pane of files that HTTP carried.
#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>

#include "tests/ui/window_fixture.h"
#include "ui/objects/object_preview.h"
#include "ui/objects/objects_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::ObjectTable;

class ObjectsTest : public WindowTest {
 protected:
  ui::ObjectsPane& pane() { return window().objects(); }
  ObjectTable& table() { return pane().table(); }
  void loadAndShow(const char* name) {
    load(capture(name));
    run(ui::Command::exportObjects);
    EXPECT_TRUE(waitFor([this] {
      return table().objects() && !table().isWorking() && table().objects()->rows() == window().document().rows();
    }));
  }
};

TEST_F(ObjectsTest, ListsWhatHttpCarried) {
  loadAndShow("http-login.pcap");
  ASSERT_EQ(table().rowCount(), 7u);
  EXPECT_EQ(table().cell(0, ObjectTable::kPacket), QStringLiteral("8"));
  EXPECT_EQ(table().cell(0, ObjectTable::kHost), QStringLiteral("shop.example"));
  EXPECT_EQ(table().cell(0, ObjectTable::kType), QStringLiteral("text/html"));
  EXPECT_EQ(table().cell(0, ObjectTable::kSize), QStringLiteral("174"));
  EXPECT_EQ(table().cell(0, ObjectTable::kName), QStringLiteral("login"));
  EXPECT_EQ(table().sentence(0), QStringLiteral("login, 174 bytes, from shop.example, packet 8"));
}

TEST_F(ObjectsTest, ARowShowsItsContentAndItsPacket) {
  loadAndShow("http-login.pcap");
  table().setCurrent(0);
  EXPECT_EQ(pane().preview().kind(), ui::ObjectPreview::Kind::text);
  EXPECT_TRUE(pane().preview().text().startsWith(QStringLiteral("<!doctype html>")));
  EXPECT_EQ(list().current(), 7u);
  window().document().close();
  EXPECT_EQ(table().rowCount(), 0u);
  EXPECT_EQ(pane().preview().kind(), ui::ObjectPreview::Kind::nothing);
}

TEST_F(ObjectsTest, SavesUnderFreeNames) {
  loadAndShow("http-login.pcap");
  QTemporaryDir folder;
  pane().saveTo(folder.path(), {0, table().rowCount() - 1});
  EXPECT_TRUE(waitFor([this] { return !pane().isSaving(); }));
  EXPECT_EQ(pane().message(), QStringLiteral("Saved files: 7"));
  const QString names = QDir(folder.path()).entryList(QDir::Files, QDir::Name).join(QLatin1Char(' '));
  EXPECT_EQ(names, QStringLiteral("account admin login login(1) login(2) login(3) products"));
  pane().saveTo(folder.filePath(QStringLiteral("no/such")), {0, 0});
  EXPECT_TRUE(waitFor([this] { return !pane().isSaving() && !pane().message().startsWith(QStringLiteral("Sav")); }));
}

TEST_F(ObjectsTest, SaysWhereThereAreNone) {
  loadAndShow("dns.pcap");
  EXPECT_EQ(table().rowCount(), 0u);
  EXPECT_FALSE(table().grab().isNull());
}

QByteArray png(int width, int height) {
  QImage image(width, height, QImage::Format_Mono);
  image.fill(1);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes;
}
ByteView view(const QByteArray& b) {
  return {reinterpret_cast<const std::uint8_t*>(b.data()), static_cast<std::size_t>(b.size())};
}

TEST(ObjectPreview, PicturesAreBoundedByTheirSizeBeforeTheyAreRead) {
  EXPECT_EQ(ui::pictureOf(view(png(20, 10))).size(), QSize(20, 10));
  EXPECT_TRUE(ui::pictureOf(view(png(ui::ObjectPreview::kMaxSide + 1, 1))).isNull());
  EXPECT_TRUE(ui::pictureOf(view(png(8000, 8000))).isNull());
  EXPECT_TRUE(
      ui::pictureOf(view(QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))).isNull());
  EXPECT_TRUE(ui::pictureOf({}).isNull());
}

TEST(ObjectPreview, TextIsToldFromBytes) {
  EXPECT_TRUE(ui::looksLikeText(view(QByteArray("a\r\n\tb \xed\x95\x9c"))));
  EXPECT_FALSE(ui::looksLikeText(view(QByteArray("a\0b", 3))));
  EXPECT_FALSE(ui::looksLikeText(view(QByteArray("\xff\xfe"))));
  EXPECT_FALSE(ui::looksLikeText({}));
}

}  // namespace
}  // namespace pw::test
