// What an eavesdropper sees: rows, the bytes they lead to, secrets that stay hidden, and captures that grow.
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QSettings>
#include <QTest>
#include <QToolButton>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/bytes/bytes_pane.h"
#include "ui/leaks/leaks_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using ui::LeakModel;
using ui::LeakSection;

class LeaksTest : public WindowTest {
 protected:
  ui::LeaksPane& pane() { return window().leaks(); }
  LeakModel& model() { return pane().model(); }
  ui::LeakTree& tree() { return pane().tree(); }
  void loadAndLook(const QString& path) {
    load(path);
    run(ui::Command::leaks);
    EXPECT_TRUE(waitFor([this] { return pane().job().complete() && !pane().job().isLooking(); }));
  }
  QString at(const QModelIndex& row, LeakModel::Column column) {
    return row.siblingAtColumn(column).data().toString();
  }
  /// "what|value|packet", one a row.
  QStringList rows(LeakSection section) {
    QStringList all;
    const QModelIndex top = model().index(static_cast<int>(section), 0);
    for (int i = 0; i < model().rowCount(top); ++i) {
      const QModelIndex row = model().index(i, 0, top);
      all << at(row, LeakModel::kWhat) + u'|' + at(row, LeakModel::kValue) + u'|' + at(row, LeakModel::kPacket);
    }
    return all;
  }
  /// The row of a section whose What and packet begin so; of all sections where there is one.
  QModelIndex rowOf(LeakSection section, const QString& what, const QString& packet = {}) {
    const QModelIndex top = model().index(static_cast<int>(section), 0);
    for (int i = 0; i < model().rowCount(top); ++i) {
      const QModelIndex row = model().index(i, 0, top);
      if (at(row, LeakModel::kWhat).startsWith(what) && at(row, LeakModel::kPacket).startsWith(packet)) return row;
    }
    return {};
  }
  /// Bytes that are selected in the bytes pane's tab in front.
  QByteArray chosen() {
    const ByteView b = window().bytes().chosenBytes();
    return {reinterpret_cast<const char*>(b.data()), static_cast<qsizetype>(b.size())};
  }
  /// A row by clicking into it.
  void click(const QModelIndex& row, LeakModel::Column column) {
    tree().scrollTo(row);
    QTest::mouseClick(tree().viewport(), Qt::LeftButton, {}, tree().visualRect(row.siblingAtColumn(column)).center());
  }
};

// The recording script of the capture sends these; frames by tshark.
TEST_F(LeaksTest, WhatALoginOverHttpGivesAway) {
  loadAndLook(capture("http-login.pcap"));
  pane().secrets().setChecked(true);
  const QStringList credentials = rows(LeakSection::credentials);
  EXPECT_TRUE(credentials.contains(QStringLiteral("Password of student · password|demo-password|16")))
      << credentials.join(u'\n').toStdString();
  EXPECT_TRUE(credentials.contains(QStringLiteral("Password of student · password|wrong|38")));
  EXPECT_FALSE(credentials.filter(QStringLiteral("Password of admin")).filter(QStringLiteral("demo-admin-password")).isEmpty());
  EXPECT_FALSE(rows(LeakSection::secrets).filter(QStringLiteral("Cookie")).isEmpty());
  EXPECT_FALSE(rows(LeakSection::done).filter(QStringLiteral("shop.example")).isEmpty());
  EXPECT_FALSE(rows(LeakSection::done).filter(QStringLiteral("Browser/1.0")).isEmpty());
  EXPECT_TRUE(rows(LeakSection::sealed).isEmpty());
  EXPECT_TRUE(pane().told().contains(QStringLiteral("Anyone on the way can read")));
  ASSERT_TRUE(pane().meter().bytes());
  EXPECT_EQ(pane().meter().bytes()->sealed, 0u);
  EXPECT_GT(pane().meter().bytes()->readable, 0u);
}

TEST_F(LeaksTest, ClickingGoesToThePacketAndExactlyTheBytes) {
  const QString path = capture("first-look.pcapng");
  loadAndLook(path);
  const QModelIndex row = rowOf(LeakSection::credentials, QStringLiteral("Password"), QStringLiteral("14"));
  ASSERT_TRUE(row.isValid());
  click(row, LeakModel::kWhat);
  EXPECT_EQ(list().current(), 13u);
  EXPECT_EQ(chosen(), "demo-password");
  const auto range = window().selected().range();
  ASSERT_TRUE(range);
  EXPECT_EQ(range->offset, 0xf3u);  // tshark -x of frame 14
  EXPECT_EQ(range->length, 13u);
  // The details are at the field that holds them.
  const NodeId node = window().selected().node();
  ASSERT_NE(node, kNoNode);
  const ByteView covered = window().selected().tree().covered(window().selected().tree()[node]);
  EXPECT_LE(covered.size(), 22u);  // "password=demo-password"
  // By keys too.
  tree().setFocus();
  key(tree(), Qt::Key_Down);
  EXPECT_EQ(chosen(), "student");
  key(tree(), Qt::Key_Up);
  EXPECT_EQ(chosen(), "demo-password");
}

TEST_F(LeaksTest, PartOfAFieldIsLeftForTheFieldItself) {
  load(capture("first-look.pcapng"));
  list().setCurrent(13);
  ui::SelectedPacket& packet = window().selected();
  packet.selectBytes({Source::frame, 0xf5, 3});
  EXPECT_EQ(packet.range(), (ui::ByteRange{Source::frame, 0xf5, 3}));
  EXPECT_EQ(packet.around(), packet.rangeOf(packet.node()));
  const NodeId node = packet.node();
  packet.selectNode(node);  // a click on the field
  EXPECT_EQ(packet.range(), packet.rangeOf(node));
  packet.selectBytes({Source::frame, 100'000, 3});  // no such bytes
  EXPECT_EQ(packet.range(), packet.rangeOf(node));
}

// Wherever a value stands: in the frame, in a message put together, in what was unpacked.
TEST_F(LeaksTest, EveryFindingLeadsToItsBytes) {
  for (const char* name : {"http-login.pcap", "first-look.pcapng", "http-file.pcap", "ssdp.pcap"}) {
    loadAndLook(capture(name));
    pane().secrets().setChecked(true);
    for (const LeakSection s : {LeakSection::credentials, LeakSection::secrets, LeakSection::people, LeakSection::done})
      for (int i = 0; i < model().rowCount(model().index(static_cast<int>(s), 0)); ++i) {
        const QModelIndex row = model().indexOf(s, i);
        const ui::LeakItem* item = model().itemOf(row);
        ASSERT_NE(item, nullptr);
        tree().setCurrentIndex(row);
        EXPECT_EQ(window().selected().packet(), item->first.packet.value);
        const QByteArray bytes = chosen();
        EXPECT_EQ(bytes.size(), static_cast<qsizetype>(item->first.length)) << name << ' ' << i;
        if (item->first.kind == FindingKind::text) continue;
        const std::string& wire = item->text->raw.empty() ? item->text->value : item->text->raw;
        EXPECT_EQ(bytes.toStdString(), wire) << name << ' ' << at(row, LeakModel::kWhat).toStdString();
      }
  }
}

TEST_F(LeaksTest, SecretsAreHiddenUntilSomebodyWantsToSeeThem) {
  loadAndLook(capture("first-look.pcapng"));
  const QModelIndex row = rowOf(LeakSection::credentials, QStringLiteral("Password"));
  ASSERT_TRUE(row.isValid());
  const auto value = [&] { return at(row, LeakModel::kValue); };
  const auto anywhere = [&] {
    for (const int role : {int{Qt::DisplayRole}, int{Qt::ToolTipRole}, int{Qt::AccessibleTextRole}, int{LeakModel::kTextRole}})
      for (int c = 0; c < LeakModel::kColumns; ++c)
        if (row.siblingAtColumn(c).data(role).toString().contains(QStringLiteral("demo-password"))) return true;
    return pane().explanation().contains(QStringLiteral("demo-password"));
  };
  tree().setCurrentIndex(row);
  tree().setFocus();
  EXPECT_FALSE(anywhere());
  key(tree(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_FALSE(QApplication::clipboard()->text().contains(QStringLiteral("demo-password")));
  EXPECT_TRUE(QApplication::clipboard()->text().contains(value()));

  key(tree(), Qt::Key_Space);
  EXPECT_EQ(value(), QStringLiteral("demo-password"));
  key(tree(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_TRUE(QApplication::clipboard()->text().contains(QStringLiteral("demo-password")));
  key(tree(), Qt::Key_Space);
  EXPECT_FALSE(anywhere());
  key(tree(), Qt::Key_Space);
  key(tree(), Qt::Key_Up);  // gone on: hidden again
  EXPECT_FALSE(anywhere());

  const QPoint cell = tree().visualRect(row.siblingAtColumn(LeakModel::kValue)).center();
  QTest::mousePress(tree().viewport(), Qt::LeftButton, {}, cell);
  EXPECT_EQ(value(), QStringLiteral("demo-password"));
  QTest::mouseRelease(tree().viewport(), Qt::LeftButton, {}, cell);
  EXPECT_FALSE(anywhere());

  pane().secrets().setChecked(true);
  const QModelIndex again = rowOf(LeakSection::credentials, QStringLiteral("Password"));
  EXPECT_EQ(at(again, LeakModel::kValue), QStringLiteral("demo-password"));
  pane().secrets().setChecked(false);
}

TEST_F(LeaksTest, ShowingSecretsIsOffAtFirstAndRemembered) {
  EXPECT_FALSE(pane().secrets().isChecked());
  pane().secrets().setChecked(true);
  pane().saveSettings();
  EXPECT_TRUE(QSettings().value(QStringLiteral("leaks/showSecrets")).toBool());
  QSettings().remove(QStringLiteral("leaks/showSecrets"));
  pane().readSettings();
  EXPECT_FALSE(pane().secrets().isChecked());
}

TEST_F(LeaksTest, SealedConversationsTellWhatStillShows) {
  loadAndLook(capture("first-look.pcapng"));
  ASSERT_EQ(rows(LeakSection::sealed).size(), 1);
  const QModelIndex sealed = model().indexOf(LeakSection::sealed, 0);
  EXPECT_TRUE(at(sealed, LeakModel::kValue).startsWith(QStringLiteral("shop.example")));
  tree().expand(sealed);
  ASSERT_TRUE(waitFor([&] { return model().rowCount(sealed) > 5; }));
  QModelIndex name, length;
  for (int i = 0; i < model().rowCount(sealed); ++i) {
    const QModelIndex line = model().index(i, 0, sealed);
    EXPECT_EQ(model().parent(line), sealed);
    if (at(line, LeakModel::kWhat) == QStringLiteral("Server name (SNI)")) name = line;
    if (!length.isValid() && at(line, LeakModel::kWhat).startsWith(QStringLiteral("Length of a message, client")))
      length = line;
  }
  ASSERT_TRUE(name.isValid());
  EXPECT_EQ(at(name, LeakModel::kState), QStringLiteral("VISIBLE"));
  EXPECT_EQ(at(name, LeakModel::kValue), QStringLiteral("shop.example"));
  tree().setCurrentIndex(name);
  EXPECT_EQ(list().current(), 25u);  // tshark: frame 26 is the Client Hello
  EXPECT_EQ(chosen(), "shop.example");
  // GET /login of 81 bytes in frame 31 (TCP payload of frame 10, which says the same in the clear).
  ASSERT_TRUE(length.isValid());
  EXPECT_EQ(at(length, LeakModel::kPacket), QStringLiteral("31"));
  EXPECT_TRUE(at(length, LeakModel::kValue).startsWith(QStringLiteral("81 bytes"))) << at(length, LeakModel::kValue).toStdString();
}

TEST_F(LeaksTest, TheFilterFindsWhatIsShown) {
  loadAndLook(capture("http-login.pcap"));
  const std::uint32_t all = model().findings();
  pane().filter().setText(QStringLiteral("user student"));
  EXPECT_LT(model().findings(), all);
  EXPECT_TRUE(rowOf(LeakSection::credentials, QStringLiteral("User name")).isValid());
  pane().filter().setText(QStringLiteral("demo-password"));  // hidden: nobody is told that it is there
  EXPECT_EQ(model().findings(), 0u);
  EXPECT_TRUE(pane().told().contains(QStringLiteral("Nothing that was found has these words.")));
  pane().secrets().setChecked(true);
  EXPECT_EQ(model().findings(), 1u);
  pane().secrets().setChecked(false);
  pane().filter().setFocus();
  key(pane().filter(), Qt::Key_Escape);
  EXPECT_EQ(model().findings(), all);
}

TEST_F(LeaksTest, OneConversationAlone) {
  loadAndLook(capture("first-look.pcapng"));
  list().setCurrent(13);  // the login over HTTP
  pane().scope().setCurrentIndex(1);
  EXPECT_FALSE(rows(LeakSection::credentials).isEmpty());
  EXPECT_TRUE(rows(LeakSection::sealed).isEmpty());
  ASSERT_TRUE(pane().meter().bytes());
  EXPECT_EQ(pane().meter().bytes()->sealed, 0u);
  EXPECT_EQ(pane().meter().bytes()->all(), 386u + 696u);  // tshark: tcp.len summed up, each way
  list().setCurrent(30);  // the same over HTTPS
  EXPECT_TRUE(waitFor([&] { return rows(LeakSection::sealed).size() == 1; }));
  EXPECT_TRUE(rows(LeakSection::credentials).isEmpty());
  EXPECT_TRUE(pane().told().contains(QStringLiteral("Nothing readable by others was found in this conversation.")))
      << pane().told().toStdString();
  EXPECT_GT(pane().meter().bytes()->sealed, 0u);
  list().setCurrent(0);  // ARP
  EXPECT_TRUE(waitFor([&] { return pane().told().contains(QStringLiteral("belongs to no conversation")); }));
  EXPECT_EQ(model().findings(), 0u);
}

TEST_F(LeaksTest, NothingFoundIsSaidWithItsReason) {
  loadAndLook(capture("arp.pcap"));
  EXPECT_EQ(model().findings(), 0u);
  EXPECT_TRUE(pane().told().contains(QStringLiteral("Nothing readable by others was found in")));
  EXPECT_TRUE(pane().told().contains(QStringLiteral("No content was sent.")));
  EXPECT_EQ(pane().meter().sentence(), QStringLiteral("No content was sent."));
  window().document().close();
  EXPECT_FALSE(pane().told().isEmpty());
}

TEST_F(LeaksTest, PacketsWithAPasswordAreMarkedInTheList) {
  load(capture("first-look.pcapng"));  // the panel itself is not looked at
  ASSERT_TRUE(waitFor([this] { return pane().job().complete(); }));
  EXPECT_TRUE(cell(13, ui::ColumnKind::what).startsWith(QStringLiteral("OPEN password")));
  for (const std::uint32_t other : {9u, 14u, 30u, 35u})
    EXPECT_FALSE(cell(other, ui::ColumnKind::what).contains(QStringLiteral("OPEN"))) << other;
  load(capture("dns.pcap"));
  EXPECT_FALSE(cell(13, ui::ColumnKind::what).contains(QStringLiteral("OPEN")));
}

/// Other ports of the client (whatever is not 80) in the packets of a classic pcap file with Ethernet.
QByteArray withOtherPorts(QByteArray packets, int by) {
  constexpr qsizetype kHead = 16, kPorts = 34;
  for (qsizetype at = 0; at + kHead + kPorts + 4 <= packets.size();) {
    const qsizetype frame = at + kHead;
    const auto byte = [&](qsizetype i) { return static_cast<unsigned>(static_cast<std::uint8_t>(packets[frame + i])); };
    if (byte(12) == 8 && byte(13) == 0 && byte(23) == 6)
      for (const qsizetype p : {kPorts, kPorts + 2}) {
        const unsigned port = byte(p) << 8 | byte(p + 1), other = 1024 + (port + static_cast<unsigned>(by) * 7) % 60'000;
        if (port == 80) continue;
        packets[frame + p] = static_cast<char>(other >> 8);
        packets[frame + p + 1] = static_cast<char>(other & 255);
      }
    at = frame + static_cast<qsizetype>(static_cast<std::uint8_t>(packets[at + 8]) |
                                        static_cast<unsigned>(static_cast<std::uint8_t>(packets[at + 9])) << 8);
  }
  return packets;
}

/// A classic pcap file with the packets of another one over and over, in other conversations.
QString repeated(const QTemporaryDir& folder, const char* name, int times) {
  QFile in(capture(name));
  EXPECT_TRUE(in.open(QIODevice::ReadOnly));
  const QByteArray all = in.readAll();
  const QString path = folder.filePath(QStringLiteral("grown-%1.pcap").arg(times));
  QFile out(path);
  EXPECT_TRUE(out.open(QIODevice::WriteOnly));
  out.write(all.first(24));
  for (int i = 0; i < times; ++i) out.write(withOtherPorts(all.sliced(24), i));
  return path;
}

TEST_F(LeaksTest, ResultsGrowWithTheCapture) {
  const QTemporaryDir folder;
  constexpr int kTimes = 400;
  const QString path = repeated(folder, "http-login.pcap", kTimes);
  window().openFile(path);
  ASSERT_TRUE(waitFor([this] { return window().document().isOpen(); }));
  run(ui::Command::leaks);
  std::uint32_t arrivals = 0, last = 0;
  QObject::connect(&pane().job(), &ui::LeakJob::arrived, [&] {
    ++arrivals;
    EXPECT_GE(pane().job().results().packets, last);
    last = pane().job().results().packets;
  });
  ASSERT_TRUE(waitFor([this] { return window().document().isOpen() && !window().document().isLoading(); }));
  ASSERT_TRUE(waitFor([&] { return last == 66u * kTimes && pane().job().complete() && !pane().job().isLooking(); }))
      << last;
  EXPECT_GE(arrivals, 1u);
  // The same password over and over is one row.
  const QModelIndex row = rowOf(LeakSection::credentials, QStringLiteral("Password of student"), QStringLiteral("16"));
  ASSERT_TRUE(row.isValid());
  EXPECT_EQ(at(row, LeakModel::kPacket), QStringLiteral("16  +%1").arg(kTimes - 1));
  const std::uint32_t rowsAtOnce = model().findings();
  pane().filter().setText(QStringLiteral("x"));  // built anew
  pane().filter().clear();
  EXPECT_EQ(model().findings(), rowsAtOnce);
}

TEST_F(LeaksTest, StoppingKeepsWhatWasFoundAndGoesOn) {
  const QTemporaryDir folder;
  load(repeated(folder, "http-login.pcap", 3000));
  ui::LeakJob& job = pane().job();
  ASSERT_TRUE(waitFor([&] { return job.isLooking(); }));
  job.stop();
  ASSERT_TRUE(waitFor([&] { return !job.isLooking(); }));
  const std::uint32_t at = job.results().packets;
  if (!job.complete()) {
    EXPECT_TRUE(pane().told().startsWith(QStringLiteral("Stopped after"))) << pane().told().toStdString();
  }
  job.resume();
  ASSERT_TRUE(waitFor([&] { return job.complete() && !job.isLooking(); }));
  EXPECT_GE(job.results().packets, at);
  EXPECT_EQ(job.results().packets, 66u * 3000);
}

TEST_F(LeaksTest, ClosingAndOpeningWhileLooking) {
  const QTemporaryDir folder;
  const QString big = repeated(folder, "http-login.pcap", 2000);
  for (int round = 0; round < 6; ++round) {
    load(big);
    if (round % 2 == 0) waitFor([this] { return pane().job().results().packets > 0; });
    window().document().close();
    EXPECT_EQ(model().findings(), 0u);
  }
  loadAndLook(capture("http-login.pcap"));
  EXPECT_EQ(pane().job().results().packets, 66u);
}

QByteArray saved(ui::LeaksPane& pane, const ui::ReportRequest& request) {
  QString problem = QStringLiteral("nothing was written");
  const auto c = QObject::connect(&pane.job(), &ui::LeakJob::saved, [&](const QString&, const QString& p) { problem = p; });
  pane.job().save(request, Language::english);
  EXPECT_TRUE(waitFor([&] { return !pane.job().isSaving(); }));
  QObject::disconnect(c);
  EXPECT_EQ(problem.toStdString(), "");
  QFile file(request.path);
  EXPECT_TRUE(file.open(QIODevice::ReadOnly));
  return file.readAll();
}

TEST_F(LeaksTest, ReportsAreMaskedUnlessSomebodyWantsOtherwise) {
  const QTemporaryDir folder;
  loadAndLook(capture("http-login.pcap"));
  pane().secrets().setChecked(true);  // of the screen, not of the file
  for (const auto format : {ui::ReportFormat::html, ui::ReportFormat::json, ui::ReportFormat::text}) {
    const QString path = folder.filePath(QStringLiteral("report-%1").arg(static_cast<int>(format)));
    const QByteArray masked = saved(pane(), {path, format, false});
    EXPECT_TRUE(masked.contains("student"));
    EXPECT_FALSE(masked.contains("demo-password"));
    EXPECT_TRUE(saved(pane(), {path, format, true}).contains("demo-password"));
  }
  const QByteArray json = saved(pane(), {folder.filePath(QStringLiteral("r.json")), ui::ReportFormat::json, false});
  EXPECT_EQ(QJsonDocument::fromJson(json).object().value(QStringLiteral("packets")).toInt(), 66);
  QString problem;
  QObject::connect(&pane().job(), &ui::LeakJob::saved, [&](const QString&, const QString& p) { problem = p; });
  pane().job().save({folder.filePath(QStringLiteral("no/such/folder.html")), ui::ReportFormat::html, false}, Language::english);
  EXPECT_TRUE(waitFor([&] { return !problem.isEmpty(); }));
}

TEST_F(LeaksTest, KoreanAndAccessible) {
  loadAndLook(capture("first-look.pcapng"));
  const QModelIndex row = rowOf(LeakSection::credentials, QStringLiteral("Password"));
  EXPECT_EQ(row.data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("OPEN, Password of student · password: hidden, packet 14"));
  for (QWidget* w : {static_cast<QWidget*>(&tree()), static_cast<QWidget*>(&pane().meter()),
                     static_cast<QWidget*>(&pane().filter()), static_cast<QWidget*>(&pane().scope())}) {
    QAccessibleInterface* i = QAccessible::queryAccessibleInterface(w);
    ASSERT_NE(i, nullptr);
    EXPECT_FALSE(i->text(QAccessible::Name).isEmpty()) << w->metaObject()->className();
  }
  language_.choose(ui::LanguageChoice::korean);
  QCoreApplication::processEvents();
  EXPECT_EQ(at(model().indexOf(LeakSection::credentials, 0), LeakModel::kState), QStringLiteral("노출"));
  EXPECT_TRUE(rowOf(LeakSection::credentials, QStringLiteral("student의 비밀번호")).isValid());
}

}  // namespace
}  // namespace pw::test
