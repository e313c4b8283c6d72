// Colour rules: the file they are kept in, which rule wins, what is asked, what can be read, and the dialog.
#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/colours/colour_rules_dialog.h"
#include "ui/filter/filter_edit.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

using Kind = ui::ColourLineProblem::Kind;

const QByteArray kFile =
    "# a comment\n"
    "@Bad TCP@tcp.analysis.flags && !tcp.analysis.window_update@[4718,10030,11796][63479,34695,34695]\n"
    "\r\n"
    "!@Off@arp@[64250,61680,55255][4718,10030,11796]\r\n"
    "@At@http.user contains \"a@b\"@[0, 65535, 1][2,3,4]\n";

ui::ColourRule rule(const char* filter, QRgb background, bool enabled = true) {
  return {QString::fromLatin1(filter), QString::fromLatin1(filter), QColor::fromRgb(background), QColor(Qt::black),
          enabled};
}

TEST(ColourFile, IsReadAsWiresharkWritesIt) {
  const ui::ColourFile f = ui::parseColourRules(kFile);
  EXPECT_TRUE(f.problems.empty());
  ASSERT_EQ(f.rules.size(), 3u);
  EXPECT_EQ(f.rules[0].name, QStringLiteral("Bad TCP"));
  EXPECT_EQ(f.rules[0].filter, QStringLiteral("tcp.analysis.flags && !tcp.analysis.window_update"));
  EXPECT_EQ(f.rules[0].background.rgba64().red(), 4718);
  EXPECT_EQ(f.rules[0].foreground.rgba64().green(), 34695);
  EXPECT_TRUE(f.rules[0].enabled);
  EXPECT_FALSE(f.rules[1].enabled);
  EXPECT_EQ(f.rules[2].filter, QStringLiteral("http.user contains \"a@b\""));
}

TEST(ColourFile, ComesBackAsItWasWritten) {
  const auto rules = ui::parseColourRules(kFile).rules;
  EXPECT_EQ(ui::parseColourRules(ui::colourRulesText(rules)).rules, rules);
  const auto own = ui::defaultColourRules();
  EXPECT_EQ(ui::parseColourRules(ui::colourRulesText(own)).rules, own);
  std::vector<ui::ColourRule> hostile{rule("a", 0)};
  hostile[0].name = QStringLiteral("x@y\n@z");
  const auto read = ui::parseColourRules(ui::colourRulesText(hostile));
  EXPECT_TRUE(read.problems.empty());
  ASSERT_EQ(read.rules.size(), 1u);
  EXPECT_EQ(read.rules[0].name, QStringLiteral("x y  z"));
}

TEST(ColourFile, BadLinesAreToldByNumberAndGoodOnesStay) {
  const ui::ColourFile f = ui::parseColourRules(
      "@Good@udp@[1,2,3][4,5,6]\nnonsense\n@No colours@tcp@\n@Two@tcp@[1,2,3][4,5]\n@High@tcp@[65536,0,0][1,2,3]\n"
      "@Minus@tcp@[-1,0,0][1,2,3]\n@Behind@tcp@[1,2,3][4,5,6]x\n!!@Twice@tcp@[1,2,3][4,5,6]\n@Last@tcp@[1,2,3][4,5,6]");
  ASSERT_EQ(f.rules.size(), 2u);
  EXPECT_EQ(f.rules[1].name, QStringLiteral("Last"));
  const std::vector<std::pair<int, Kind>> expected{{2, Kind::noRule},    {3, Kind::noColours}, {4, Kind::noColours},
                                                   {5, Kind::range},     {6, Kind::noColours}, {7, Kind::noColours},
                                                   {8, Kind::noRule}};
  ASSERT_EQ(f.problems.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(f.problems[i].line, expected[i].first);
    EXPECT_EQ(f.problems[i].kind, expected[i].second) << "line " << expected[i].first;
    EXPECT_TRUE(f.problems[i].kind == Kind::tooLong ||
                ui::colourProblemText(f.problems[i]).contains(QString::number(expected[i].first)));
  }
}

/// What is read can always be written and read again, and is never more than its lines.
void expectSound(const QByteArray& text) {
  const ui::ColourFile f = ui::parseColourRules(text);
  ASSERT_LE(f.rules.size() + f.problems.size(), static_cast<std::size_t>(text.count('\n')) + 1);
  const auto again = ui::parseColourRules(ui::colourRulesText(f.rules));
  ASSERT_TRUE(again.problems.empty()) << text.toStdString();
  ASSERT_EQ(again.rules.size(), f.rules.size());
  for (std::size_t i = 0; i < f.rules.size(); ++i) ASSERT_EQ(again.rules[i].background, f.rules[i].background);
}

TEST(ColourFile, PrefixesAndMutationsAreSound) {
  for (qsizetype n = 0; n <= kFile.size(); ++n) expectSound(kFile.left(n));
  for (qsizetype at = 0; at < kFile.size(); ++at)
    for (const char c : {'@', '!', '[', ']', ',', '\n', '\r', '\0', '9', '\xff'}) {
      QByteArray mutated = kFile;
      mutated[at] = c;
      expectSound(mutated);
    }
}

TEST(ColourFile, IsBounded) {
  QByteArray many;
  for (std::size_t i = 0; i < ui::kMaxColourRules + 5; ++i) many += "@a@tcp@[1,2,3][4,5,6]\n";
  const ui::ColourFile f = ui::parseColourRules(many);
  EXPECT_EQ(f.rules.size(), ui::kMaxColourRules);
  ASSERT_EQ(f.problems.size(), 1u);
  EXPECT_EQ(f.problems[0].kind, Kind::tooMany);
  EXPECT_EQ(f.problems[0].line, static_cast<int>(ui::kMaxColourRules) + 1);
  const ui::ColourFile long1 = ui::parseColourRules(QByteArray(ui::kMaxColourBytes + 1, '@'));
  EXPECT_TRUE(long1.rules.empty());
  ASSERT_EQ(long1.problems.size(), 1u);
  EXPECT_EQ(long1.problems[0].kind, Kind::tooLong);
}

TEST(ColourFile, WiresharksOwnIsReadWhole) {
  QFile file(QStringLiteral("/usr/share/wireshark/colorfilters"));
  if (!file.open(QIODevice::ReadOnly)) GTEST_SKIP() << "Wireshark is not installed";
  const ui::ColourFile f = ui::parseColourRules(file.readAll());
  EXPECT_TRUE(f.problems.empty());
  EXPECT_GE(f.rules.size(), 15u);
}

void expectReadable(const QColor& background, const QColor& foreground) {
  for (const bool dark : {false, true}) {
    const ui::RowColours c = ui::shownColours(background, foreground, dark);
    EXPECT_GE(ui::contrast(c.background, c.text), 4.5)
        << background.name().toStdString() << ' ' << foreground.name().toStdString() << (dark ? " dark" : "");
    if (dark) {
      EXPECT_LE(c.background.lightnessF(), 0.31) << background.name().toStdString();
    }
  }
}

TEST(ColourContrast, AnyPairCanBeRead) {
  const std::vector<int> steps{0, 36, 96, 128, 180, 220, 255};
  std::vector<QColor> all;
  for (const int r : steps)
    for (const int g : steps)
      for (const int b : steps) all.emplace_back(r, g, b);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i % 7; j < all.size(); j += 7) expectReadable(all[i], all[j]);
}

TEST(ColourContrast, GoodPairsStayAsTheyAreInALightWindow) {
  for (const ui::ColourRule& r : ui::defaultColourRules()) {
    const ui::RowColours c = ui::shownColours(r.background, r.foreground, false);
    EXPECT_EQ(c.background.rgb(), r.background.rgb());
    EXPECT_EQ(c.text.rgb(), r.foreground.rgb()) << r.name.toStdString();
    const ui::RowColours dark = ui::shownColours(r.background, r.foreground, true);
    EXPECT_NEAR(dark.background.hslHueF(), r.background.hslHueF(), 0.05) << r.name.toStdString();
  }
}

TEST(DefaultColours, AreAllFilters) {
  for (const ui::ColourRule& r : ui::defaultColourRules())
    EXPECT_TRUE(compileFilter(r.filter.toStdString(), registry()).has_value()) << r.filter.toStdString();
}

class ColoursTest : public WindowTest {
 protected:
  void SetUp() override { QSettings().clear(); }
  void TearDown() override { QSettings().clear(); }
  std::optional<QRgb> backgroundOf(std::uint32_t packet) {
    const auto& colours = list().formatter().row(packet).colours;
    return colours ? std::optional{colours->background.rgb()} : std::nullopt;
  }
};

TEST_F(ColoursTest, AreOffAtFirstAndTheChoiceIsRemembered) {
  load(capture("first-look.pcapng"));
  EXPECT_EQ(backgroundOf(3), std::nullopt);
  run(ui::Command::colourPackets);
  EXPECT_TRUE(window().action(ui::Command::colourPackets).isChecked());
  EXPECT_NE(backgroundOf(3), std::nullopt);
  ui::MainWindow other(registry(), theme_, language_);
  EXPECT_TRUE(other.list().colouring().isEnabled());
  EXPECT_EQ(other.list().colouring().rules(), ui::defaultColourRules());
}

TEST_F(ColoursTest, TheFirstRuleWinsAndOthersAreLeftOut) {
  theme_.setMode(ui::ThemeMode::light);
  load(capture("first-look.pcapng"));
  list().setColouring(true);
  // Packet 4 is a DNS response. In order: one that is off, one that is none, two that match.
  list().setColourRules({rule("dns", 0xFF111111, false), rule("dsn", 0xFF222222), rule("udp.port == 53", 0xFFDDEEFF),
                         rule("dns", 0xFFFFEEDD)});
  EXPECT_EQ(backgroundOf(3), QRgb{0xFFDDEEFF});
  // By what only the bytes say.
  list().setColourRules({rule("dns.a == 192.0.2.80", 0xFFCCFFCC), rule("dns", 0xFFFFEEDD)});
  EXPECT_EQ(backgroundOf(3), QRgb{0xFFCCFFCC});
  EXPECT_EQ(backgroundOf(2), QRgb{0xFFFFEEDD});
  list().setColourRules({});
  EXPECT_EQ(backgroundOf(3), std::nullopt);
}

TEST_F(ColoursTest, OnlyRowsThatAreShownAreAsked) {
  const QTemporaryDir folder;
  load(writeSynthetic(folder, 100'000));
  const ui::ColourMatcher& matcher = list().colouring().matcher();
  EXPECT_EQ(matcher.asked(), 0u);
  list().setColouring(true);
  list().setColourRules({rule("frame contains 00:01:02:03:04:05:06:07:08", 0xFFCCFFCC), rule("udp", 0xFFDDEEFF)});
  list().viewport()->repaint();
  const auto shown = static_cast<std::uint64_t>(list().visibleRows());
  EXPECT_GT(matcher.asked(), 0u);
  EXPECT_LE(matcher.asked(), shown);
  const std::uint64_t once = matcher.asked();
  list().viewport()->repaint();
  EXPECT_EQ(matcher.asked(), once);  // kept
  list().setCurrent(99'999);
  list().viewport()->repaint();
  EXPECT_LE(matcher.asked(), 3 * shown);
  EXPECT_GT(matcher.asked(), once);
  EXPECT_LE(matcher.described(), matcher.asked());
}

TEST_F(ColoursTest, AreWhatIsPainted) {
  theme_.setMode(ui::ThemeMode::light);
  load(capture("first-look.pcapng"));
  list().setCurrent(0);
  list().setColouring(true);
  list().setColourRules({rule("dns", 0xFFDDEEFF)});
  const QImage image = list().viewport()->grab().toImage();
  const int height = image.height() / std::max(1, list().visibleRows());
  int found = 0;
  for (int y = 0; y < image.height(); ++y) found += image.pixel(image.width() - 2, y) == QRgb{0xFFDDEEFF} ? 1 : 0;
  EXPECT_GE(found, height / 2);
}

TEST_F(ColoursTest, ConversationsGetColoursAndLoseThem) {
  load(capture("http-login.pcap"));
  std::uint32_t in = 0;
  while (in + 1 < window().document().rows() && !window().document().flowOf(in).valid()) ++in;
  const auto flow = window().document().flowOf(in);
  ASSERT_TRUE(flow.valid());
  list().setCurrent(in);
  run(ui::Command::colourFlow3);
  const auto coloured = backgroundOf(in);
  ASSERT_NE(coloured, std::nullopt);
  for (std::uint32_t i = 0; i < window().document().rows(); ++i)
    EXPECT_EQ(backgroundOf(i) == coloured, window().document().flowOf(i) == flow) << i;
  run(ui::Command::resetColours);
  EXPECT_EQ(backgroundOf(in), std::nullopt);
  EXPECT_FALSE(window().action(ui::Command::resetColours).isEnabled());
}

class ColourDialogTest : public ::testing::Test {
 protected:
  ColourDialogTest() {
    QObject::connect(&dialog_, &ui::ColourRulesDialog::applied, &dialog_, [this](const auto& rules) {
      applied_ = rules;
      ++times_;
    });
  }
  void press(const char* words) {
    for (QPushButton* b : dialog_.findChildren<QPushButton*>())
      if (b->text() == QString::fromUtf8(words)) {
        b->click();
        return;
      }
    FAIL() << words;
  }
  void press(QDialogButtonBox::StandardButton which) {
    dialog_.findChild<QDialogButtonBox*>()->button(which)->click();
  }
  ui::FilterEdit& filter() { return *dialog_.findChild<ui::FilterEdit*>(); }
  QTreeWidget& list() { return *dialog_.findChild<QTreeWidget*>(); }

  ui::LanguageSwitch language_;
  ui::Theme theme_;
  ui::ColourRulesDialog dialog_{registry(), theme_, pw::Language::english,
                                {rule("dns", 0xFFDDEEFF), rule("tcp", 0xFFFFEEDD)}};
  std::vector<ui::ColourRule> applied_;
  int times_ = 0;
};

TEST_F(ColourDialogTest, AppliesWhatIsEditedAndKeepsItOpen) {
  filter().setText(QStringLiteral("dns.a"));
  EXPECT_EQ(times_, 0);
  press(QDialogButtonBox::Apply);
  ASSERT_EQ(times_, 1);
  EXPECT_EQ(applied_[0].filter, QStringLiteral("dns.a"));
  EXPECT_EQ(applied_[1].filter, QStringLiteral("tcp"));
  press(QDialogButtonBox::Ok);
  EXPECT_EQ(times_, 2);
  EXPECT_EQ(dialog_.result(), QDialog::Accepted);
}

TEST_F(ColourDialogTest, CancelChangesNothing) {
  filter().setText(QStringLiteral("udp"));
  press("&Remove");
  press(QDialogButtonBox::Cancel);
  EXPECT_EQ(times_, 0);
}

TEST_F(ColourDialogTest, AFilterThatIsNoneIsKeptOffAndSaysWhy) {
  filter().setText(QStringLiteral("dsn"));
  EXPECT_EQ(filter().state(), ui::FilterEdit::State::bad);
  EXPECT_FALSE(dialog_.rules()[0].enabled);
  EXPECT_EQ(dialog_.rules()[0].filter, QStringLiteral("dsn"));
  EXPECT_EQ(list().topLevelItem(0)->checkState(0), Qt::Unchecked);
  EXPECT_TRUE(list().topLevelItem(0)->text(2).contains(QStringLiteral("dsn")));
  filter().setText(QStringLiteral("dns"));
  EXPECT_TRUE(dialog_.rules()[0].enabled);
  EXPECT_TRUE(list().topLevelItem(0)->text(2).isEmpty());
}

TEST_F(ColourDialogTest, RulesAreAddedDoubledMovedAndRemoved) {
  press("Dow&n");
  EXPECT_EQ(dialog_.rules()[1].filter, QStringLiteral("dns"));
  press("Dow&n");  // the last one stays
  EXPECT_EQ(dialog_.rules()[1].filter, QStringLiteral("dns"));
  press("&Up");
  EXPECT_EQ(dialog_.rules()[0].filter, QStringLiteral("dns"));
  press("&Duplicate");
  ASSERT_EQ(dialog_.rules().size(), 3u);
  EXPECT_EQ(dialog_.rules()[0], dialog_.rules()[1]);
  press("&Remove");
  press("&Add");
  ASSERT_EQ(dialog_.rules().size(), 3u);
  for (int i = 0; i < 3; ++i) press("&Remove");
  EXPECT_TRUE(dialog_.rules().empty());
  EXPECT_FALSE(filter().isEnabled());
  press("&Standard Rules");
  EXPECT_EQ(dialog_.rules(), ui::defaultColourRules());
}

TEST_F(ColourDialogTest, KeysOfTheListDoWhatButtonsDo) {
  dialog_.show();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&dialog_));
  list().setFocus();
  QTest::keyClick(&list(), Qt::Key_Down, Qt::AltModifier);
  EXPECT_EQ(dialog_.rules()[1].filter, QStringLiteral("dns"));
  QTest::keyClick(&list(), Qt::Key_Delete);
  ASSERT_EQ(dialog_.rules().size(), 1u);
  EXPECT_EQ(dialog_.rules()[0].filter, QStringLiteral("tcp"));
}

TEST_F(ColourDialogTest, AFileIsImportedInFrontAndItsFaultsAreTold) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("colorfilters"));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("@Mine@arp@[1,2,3][65535,65535,65535]\nnonsense\n@Alien@hsrp.state != 8@[1,2,3][4,5,6]\n");
  file.close();
  dialog_.importFile(path);
  ASSERT_EQ(dialog_.rules().size(), 4u);
  EXPECT_TRUE(dialog_.rules()[0].enabled);
  EXPECT_EQ(dialog_.rules()[1].filter, QStringLiteral("hsrp.state != 8"));
  EXPECT_FALSE(dialog_.rules()[1].enabled);
  EXPECT_EQ(dialog_.rules()[2].filter, QStringLiteral("dns"));
  EXPECT_TRUE(dialog_.message().contains(QStringLiteral("Line 2")));
  dialog_.importFile(folder.filePath(QStringLiteral("missing")));
  EXPECT_EQ(dialog_.rules().size(), 4u);
  EXPECT_TRUE(dialog_.message().contains(QStringLiteral("missing")));
}

}  // namespace
}  // namespace pw::test
