// Everything the window says: in both languages, with glyphs that exist, fitting where it stands, and to be
// heard.
#include <QAbstractButton>
#include <QAccessible>
#include <QDockWidget>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QRawFont>
#include <QTabBar>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "tests/support/dissect.h"
#include "tests/ui/window_fixture.h"
#include "ui/bytes/bytes_pane.h"
#include "ui/details/detail_view.h"
#include "ui/find/find_bar.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

std::string unescaped(std::string s) {
  for (std::size_t at = 0; (at = s.find("\\n", at)) != std::string::npos;) s.replace(at, 2, "\n");
  return s;
}

/// Texts that the sources of the window hand to tr() and its like.
std::set<std::string> spokenTexts() {
  const std::regex call(
      R"re((?:\btr\(|PW_TEXT\(|QT_TR_NOOP\(|(?:translate|QT_TRANSLATE_NOOP)\("[^"]*",\s*)\s*"((?:[^"\\]|\\.)*)")re");
  const std::regex joint("\"\\s*\\n\\s*\"");  // between two halves of a text
  std::set<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(PLAINWIRE_SOURCE_DIR "/ui")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream in(entry.path());
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::string source = std::regex_replace(text, joint, "");
    for (std::sregex_iterator i(source.begin(), source.end(), call), end; i != end; ++i)
      all.insert(unescaped((*i)[1].str()));
  }
  return all;
}

std::multiset<std::string> placeholders(const std::string& text) {
  const std::regex mark("%L?[n0-9]");
  std::multiset<std::string> found;
  for (std::sregex_iterator i(text.begin(), text.end(), mark), end; i != end; ++i) found.insert(i->str());
  return found;
}

std::vector<ui::Phrase> allKorean() {
  std::vector<ui::Phrase> all;
  for (const auto table : {ui::koreanPhrases(), ui::koreanFlowPhrases(), ui::koreanTimelinePhrases(),
                           ui::koreanComparePhrases(), ui::koreanLeakPhrases(), ui::koreanFollowPhrases(),
                           ui::koreanCapturePhrases(), ui::koreanFilterPhrases(), ui::koreanColourPhrases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST(Korean, HasEveryTextOnceAndNoOthers) {
  const std::set<std::string> spoken = spokenTexts();
  ASSERT_GT(spoken.size(), 100u);
  std::set<std::string> known;
  for (const ui::Phrase& p : allKorean()) {
    EXPECT_TRUE(known.insert(p.english).second) << "twice: " << p.english;
    EXPECT_TRUE(spoken.contains(p.english)) << "nobody says: " << p.english;
    EXPECT_EQ(placeholders(p.english), placeholders(p.other)) << p.english;
  }
  for (const std::string& s : spoken) EXPECT_TRUE(known.contains(s)) << "no Korean for: " << s;
}

TEST(Korean, MenuLettersDoNotCollideWithinAMenu) {
  ui::Theme theme;
  ui::LanguageSwitch language;
  ui::MainWindow window(registry(), theme, language);
  for (const auto choice : {ui::LanguageChoice::english, ui::LanguageChoice::korean}) {
    language.choose(choice);
    QCoreApplication::processEvents();
    for (const QMenu* menu : window.findChildren<QMenu*>()) {
      std::map<QChar, QString> letters;
      for (const QAction* a : menu->actions()) {
        const qsizetype at = a->text().indexOf(QLatin1Char('&'));
        if (at < 0 || at + 1 >= a->text().size()) continue;
        const QChar letter = a->text()[at + 1].toUpper();
        EXPECT_FALSE(letters.contains(letter))
            << menu->title().toStdString() << ": " << a->text().toStdString() << ", "
            << letters[letter].toStdString();
        letters[letter] = a->text();
      }
    }
  }
}

TEST(Keys, AreNotGivenTwice) {
  std::set<QString> keys;
  for (const ui::CommandInfo& c : ui::commandTable()) {
    if (*c.keys == '\0') continue;
    for (const QKeySequence& k : QKeySequence::listFromString(QString::fromLatin1(c.keys))) {
      EXPECT_FALSE(k.isEmpty());
      EXPECT_TRUE(keys.insert(k.toString()).second) << k.toString().toStdString();
    }
  }
}

TEST(Plural, EnglishSaysOnePacket) {
  ui::LanguageSwitch language;
  language.choose(ui::LanguageChoice::english);
  EXPECT_EQ(QCoreApplication::translate("x", "%Ln packets", nullptr, 1), QStringLiteral("1 packet"));
  EXPECT_EQ(QCoreApplication::translate("x", "%Ln packets", nullptr, 2), QStringLiteral("2 packets"));
  language.choose(ui::LanguageChoice::korean);
  EXPECT_EQ(QCoreApplication::translate("x", "%Ln packets", nullptr, 1), QStringLiteral("패킷 1개"));
}

bool someFontHas(const QStringList& families, char32_t c) {
  for (const QString& family : families) {
    const QRawFont raw = QRawFont::fromFont(QFont(family));
    if (raw.supportsCharacter(c)) return true;
  }
  return false;
}

TEST(Glyphs, EveryCharacterOfTheWindowCanBeDrawn) {
  const QStringList there = QFontDatabase::families();
  const QStringList latin{QStringLiteral("DejaVu Sans"), QStringLiteral("DejaVu Sans Mono")};
  const QStringList korean{QStringLiteral("Noto Sans CJK KR"), QStringLiteral("Noto Sans Mono CJK KR")};
  if (!there.contains(latin[0])) GTEST_SKIP() << "DejaVu Sans is not installed";
  std::string all = "·—…→←\u2022";
  for (const std::string& s : spokenTexts()) all += s;
  for (const char32_t c : QString::fromStdString(all).toStdU32String())
    if (c >= 0x20) {
      EXPECT_TRUE(someFontHas(latin, c)) << "U+" << std::hex << static_cast<unsigned>(c);
    }
  if (!there.contains(korean[0])) GTEST_SKIP() << "Noto Sans CJK is not installed";
  for (const ui::Phrase& p : allKorean())
    for (const char32_t c : QString::fromUtf8(p.other).toStdU32String())
      if (c >= 0x20) {
        EXPECT_TRUE(someFontHas(latin + korean, c)) << "U+" << std::hex << static_cast<unsigned>(c);
      }
}

class WordsTest : public WindowTest {
 protected:
  /// Every visible word has the room it asks for.
  void expectFits() {
    for (const QWidget* w : window().findChildren<QWidget*>()) {
      if (!w->isVisible()) continue;
      const auto* label = qobject_cast<const QLabel*>(w);
      const auto* button = qobject_cast<const QAbstractButton*>(w);
      const bool hasWords =
          label != nullptr ? !label->wordWrap() : button != nullptr && !button->text().isEmpty();
      if (!hasWords) continue;
      EXPECT_GE(w->width() + 2, w->sizeHint().width())
          << (label != nullptr ? label->text() : button->text()).toStdString();
    }
    const auto* header = list().findChild<QHeaderView*>();
    for (const int i : list().shownColumns())
      EXPECT_GE(header->sectionSize(i), header->sectionSizeHint(i)) << "column " << i;
  }
};

TEST_F(WordsTest, FitInBothLanguagesAndThemes) {
  load(capture("first-look.pcapng"));
  list().setCurrent(6);
  window().selected().selectNode(nodeOf("tcp.flags"));
  window().findBar().activate();
  for (const auto language : {ui::LanguageChoice::english, ui::LanguageChoice::korean})
    for (const auto theme : {ui::ThemeMode::light, ui::ThemeMode::dark}) {
      language_.choose(language);
      theme_.setMode(theme);
      QCoreApplication::processEvents();
      EXPECT_EQ(window().size(), QSize(1280, 800));
      EXPECT_FALSE(window().grab().isNull());
      expectFits();
    }
}

TEST_F(WordsTest, WelcomePageFits) {
  window().document().close();
  for (const auto language : {ui::LanguageChoice::english, ui::LanguageChoice::korean}) {
    language_.choose(language);
    QCoreApplication::processEvents();
    EXPECT_FALSE(window().grab().isNull());
    expectFits();
  }
}

TEST_F(WordsTest, PanesHaveNamesToBeHeard) {
  load(capture("first-look.pcapng"));
  window().findBar().activate();
  for (const QWidget* w : window().findChildren<QWidget*>()) {
    if (!w->isVisible() || (w->focusPolicy() & Qt::TabFocus) == 0) continue;
    // Of docks that are behind each other no more, until Qt takes it away.
    if (const auto* tabs = qobject_cast<const QTabBar*>(w); tabs != nullptr && tabs->count() == 0) continue;
    QAccessibleInterface* i = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(w));
    ASSERT_NE(i, nullptr);
    EXPECT_FALSE(i->text(QAccessible::Name).isEmpty())
        << w->metaObject()->className() << ' ' << w->objectName().toStdString();
  }
}

TEST_F(WordsTest, RowsAreSentences) {
  load(capture("first-look.pcapng"));
  list().setCurrent(3);
  QAccessibleInterface* i = QAccessible::queryAccessibleInterface(&list());
  ASSERT_NE(i, nullptr);
  EXPECT_EQ(i->role(), QAccessible::List);
  EXPECT_EQ(i->text(QAccessible::Name), QStringLiteral("Packet list"));
  const QString sentence = QStringLiteral(
      "Packet 4, DNS, from 192.0.2.53 to 192.0.2.10, Standard query response 0x8adf A shop.example A "
      "192.0.2.80");
  EXPECT_EQ(i->text(QAccessible::Value), sentence);
  ASSERT_GT(i->childCount(), 4);
  EXPECT_LE(i->childCount(), list().visibleRows());
  QAccessibleInterface* row = i->child(3);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->text(QAccessible::Name), sentence);
  EXPECT_TRUE(row->state().selected);
  EXPECT_EQ(row->parent(), i);
  EXPECT_EQ(i->indexOfChild(row), 3);
  EXPECT_EQ(i->focusChild(), row);
  EXPECT_EQ(i->child(-1), nullptr);
  EXPECT_EQ(i->child(i->childCount()), nullptr);
  window().document().close();
  EXPECT_EQ(i->childCount(), 0);
  EXPECT_FALSE(row->isValid());
}

TEST_F(WordsTest, LayoutCanBeResetAndComesBack) {
  load(capture("first-look.pcapng"));
  auto* dock = window().findChild<QDockWidget*>(QStringLiteral("BytesDock"));
  dock->hide();
  window().document().close();
  load(capture("dns.pcap"));
  EXPECT_TRUE(dock->isHidden());
  run(ui::Command::resetLayout);
  EXPECT_FALSE(dock->isHidden());
  window().document().close();
  EXPECT_TRUE(dock->isHidden());  // nothing to show
  load(capture("dns.pcap"));
  EXPECT_FALSE(dock->isHidden());
}

}  // namespace
}  // namespace pw::test
