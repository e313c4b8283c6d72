// Timelines in files: SVG whose words are words, PNG, PDF, and the command that writes them.
#include <QBuffer>
#include <QImage>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "tests/support/dissect.h"
#include "tests/ui/timeline_support.h"
#include "ui/timeline/timeline_command.h"
#include "ui/timeline/timeline_picture.h"

namespace pw::test {
namespace {

using namespace ui;

class PictureTest : public ::testing::Test {
 protected:
  QString target(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
  static QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  /// All that stands in text elements.
  static QStringList wordsOf(const QString& path) {
    QXmlStreamReader xml(contentOf(path));
    QStringList words;
    while (!xml.atEnd())
      if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("text"))
        words << xml.readElementText().trimmed();
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return words;
  }
  int run(const char* stream, const QString& file, const QString& to, const char* packets = "") {
    return writeTimeline({.stream = QString::fromLatin1(stream),
                          .capture = file,
                          .target = to,
                          .packets = QString::fromLatin1(packets),
                          .scale = {},
                          .showAll = false},
                         registry(), theme_, Language::english);
  }

  QTemporaryDir folder_;
  Theme theme_;
};

TEST_F(PictureTest, SvgHoldsTheWords) {
  ASSERT_EQ(run("0", capture("ecn.pcap"), target("ecn.svg")), 0);
  const QStringList words = wordsOf(target("ecn.svg"));
  for (const char* wanted :
       {"Client", "Server", "192.0.2.80:80", "① Client asks, offers ECN", "② Server agrees, accepts ECN",
        "③ Connected", "▾ Handshake ①②③", "▾ ECN: congested → told → slowed", "Router: I am congested (CE)",
        "Receiver tells the sender (ECE)", "CE", "ECE", "CWR", "SYN-SENT", "ESTABLISHED"})
    EXPECT_TRUE(words.contains(QString::fromUtf8(wanted))) << wanted;
}

TEST_F(PictureTest, CloseIsNumberedAsItsPacketsGo) {
  ASSERT_EQ(run("0", capture("tcp-close.pcap"), target("close.svg")), 0);
  const QStringList words = wordsOf(target("close.svg"));
  qsizetype at = -1;
  for (const char* step : {"① Client has nothing more to send", "② Server confirms",
                           "③ Server has nothing more to send", "④ Client confirms: closed"}) {
    const qsizetype next = words.indexOf(QString::fromUtf8(step));
    EXPECT_GT(next, at) << step;
    at = next;
  }
}

TEST_F(PictureTest, RangeHoldsOnlyItsPackets) {
  ASSERT_EQ(run("0", capture("tcp-close.pcap"), target("part.svg"), "1-3"), 0);
  const QStringList words = wordsOf(target("part.svg"));
  EXPECT_TRUE(words.contains(QStringLiteral("③ Connected")));
  EXPECT_FALSE(words.join(QLatin1Char(' ')).contains(QStringLiteral("nothing more to send")));
}

TEST_F(PictureTest, PngAndPdfAreWhatTheirNamesSay) {
  ASSERT_EQ(run("0", capture("tcp-loss.pcap"), target("loss.png")), 0);
  const QImage image(target("loss.png"));
  EXPECT_EQ(image.width(), 1100);
  EXPECT_GT(image.height(), 1000);
  ASSERT_EQ(run("0", capture("tcp-loss.pcap"), target("loss.pdf")), 0);
  EXPECT_TRUE(contentOf(target("loss.pdf")).startsWith("%PDF-"));
}

TEST_F(PictureTest, SizeIsBoundedAndToldSo) {
  const auto model = modelOf(writeDownload(folder_, 3000));
  ASSERT_NE(model, nullptr);
  const PictureOptions everything{.mono = theme_.mono(), .ladder = {.foldRuns = false}};
  const PictureOutcome svg = saveTimelinePicture(*model, everything, target("all.svg"));
  EXPECT_EQ(svg.problem, QString());
  EXPECT_TRUE(svg.cut);
  EXPECT_EQ(svg.rows, kMostPictureRows);
  EXPECT_TRUE(wordsOf(target("all.svg"))
                  .contains(QStringLiteral("The picture ends here: 2000 of %1 rows.").arg(svg.allRows)));
  const PictureOutcome png = saveTimelinePicture(*model, everything, target("all.png"));
  EXPECT_EQ(png.problem, QString());
  EXPECT_TRUE(png.cut);
  EXPECT_LE(QImage(target("all.png")).height(), 16'001);
  const PictureOutcome folded = saveTimelinePicture(*model, {.mono = theme_.mono()}, target("folded.svg"));
  EXPECT_FALSE(folded.cut);
}

TEST_F(PictureTest, CommandSaysWhatIsWrongByItsExitCode) {
  const QString good = capture("tcp-close.pcap");
  EXPECT_EQ(run("x", good, target("a.svg")), 1);
  EXPECT_EQ(run("0", QString(), target("a.svg")), 1);
  EXPECT_EQ(run("0", good, QString()), 1);
  EXPECT_EQ(run("0", good, target("a.gif")), 1);
  EXPECT_EQ(run("0", good, target("a.svg"), "9-3"), 1);
  EXPECT_EQ(run("7", good, target("a.svg")), 2);
  EXPECT_EQ(run("0", good, target("a.svg"), "900-901"), 2);
  EXPECT_EQ(run("0", target("missing.pcap"), target("a.svg")), 2);
  EXPECT_EQ(run("0", good, target("no/such/folder/a.svg")), 2);
  EXPECT_FALSE(QFile::exists(target("a.svg")));
}

}  // namespace
}  // namespace pw::test
