#include "ui/i18n/language.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <array>

namespace pw::ui {

namespace {

constexpr std::array kEnglishSingular{
    Phrase{"%Ln packets", "%Ln packet"},
    Phrase{"Packet (%Ln bytes)", "Packet (%Ln byte)"},
    Phrase{"Reassembled (%Ln bytes)", "Reassembled (%Ln byte)"},
    Phrase{"Decoded (%Ln bytes)", "Decoded (%Ln byte)"},
    Phrase{"%Ln bytes", "%Ln byte"},
    Phrase{"%Ln conversations", "%Ln conversation"},
    Phrase{"%Ln data packets", "%Ln data packet"},
    Phrase{"%Ln ACKs", "%Ln ACK"},
    Phrase{"%Ln ACKs with ECE", "%Ln ACK with ECE"},
    Phrase{"%Ln duplicate ACKs", "%Ln duplicate ACK"},
};

QHash<QByteArray, QString> hashed(std::initializer_list<std::span<const Phrase>> tables) {
  QHash<QByteArray, QString> h;
  for (const auto& table : tables)
    for (const Phrase& p : table) h.insert(QByteArray(p.english), QString::fromUtf8(p.other));
  return h;
}

}  // namespace

PhraseTranslator::PhraseTranslator(std::initializer_list<std::span<const Phrase>> phrases,
                                   std::span<const Phrase> singular, QObject* parent)
    : QTranslator(parent), phrases_(hashed(phrases)), singular_(hashed({singular})) {}

QString PhraseTranslator::translate(const char*, const char* text, const char*, int n) const {
  const QByteArray key = QByteArray::fromRawData(text, static_cast<qsizetype>(qstrlen(text)));
  if (n == 1)
    if (const auto one = singular_.constFind(key); one != singular_.constEnd()) return *one;
  return phrases_.value(key);
}

LanguageSwitch::LanguageSwitch(QObject* parent) : QObject(parent) { install(); }

LanguageSwitch::~LanguageSwitch() {
  if (translator_ && QCoreApplication::instance() != nullptr)
    QCoreApplication::removeTranslator(translator_.get());
}

bool LanguageSwitch::isKorean() const noexcept {
  if (choice_ != LanguageChoice::system) return choice_ == LanguageChoice::korean;
  return QLocale::system().language() == QLocale::Korean;
}

void LanguageSwitch::choose(LanguageChoice choice) {
  if (choice == choice_) return;
  choice_ = choice;
  install();
}

void LanguageSwitch::install() {
  if (translator_) QCoreApplication::removeTranslator(translator_.get());
  const auto make = [](std::initializer_list<std::span<const Phrase>> phrases,
                       std::span<const Phrase> singular) {
    return std::make_unique<PhraseTranslator>(phrases, singular);
  };
  translator_ = isKorean()
                    ? make({koreanPhrases(), koreanFlowPhrases(), koreanTimelinePhrases(), koreanComparePhrases(),
                            koreanLeakPhrases(), koreanFollowPhrases(), koreanCapturePhrases(), koreanFilterPhrases(),
                            koreanColourPhrases(), koreanQtPhrases()},
                           {})
                    : make({}, kEnglishSingular);
  QCoreApplication::installTranslator(translator_.get());
}

}  // namespace pw::ui
