// The window's language: English or Korean, switched while it runs.
#pragma once
#include <QHash>
#include <QObject>
#include <QTranslator>
#include <memory>
#include <span>

namespace pw::ui {

enum class LanguageChoice : std::uint8_t { system, english, korean };

/// A text and its translation. Texts are the same in all contexts.
struct Phrase {
  const char* english;
  const char* other;
};
/// The Korean table, in no order.
std::span<const Phrase> koreanPhrases();
/// The same of the panes about conversations.
std::span<const Phrase> koreanFlowPhrases();
/// The same of the timeline.
std::span<const Phrase> koreanTimelinePhrases();
/// The same of what conversations say, and of the files in them.
std::span<const Phrase> koreanFollowPhrases();
/// The same of two conversations side by side.
std::span<const Phrase> koreanComparePhrases();
/// The same of what an eavesdropper sees.
std::span<const Phrase> koreanLeakPhrases();
/// The same of live captures.
std::span<const Phrase> koreanCapturePhrases();
/// The same of filters.
std::span<const Phrase> koreanFilterPhrases();
/// The same of the colours of rows.
std::span<const Phrase> koreanColourPhrases();
/// What Qt's own dialogs say.
std::span<const Phrase> koreanQtPhrases();

/// Looks texts up in a table instead of a file.
class PhraseTranslator : public QTranslator {
  Q_OBJECT

 public:
  /// Texts with a plural ("%Ln packets") say in `singular` what is said of one.
  PhraseTranslator(std::initializer_list<std::span<const Phrase>> phrases, std::span<const Phrase> singular,
                   QObject* parent = nullptr);

  [[nodiscard]] QString translate(const char* context, const char* text, const char* disambiguation,
                                  int n) const override;
  [[nodiscard]] bool isEmpty() const override { return false; }

 private:
  QHash<QByteArray, QString> phrases_, singular_;
};

/// One for the program, on the GUI thread, made after the QApplication.
class LanguageSwitch : public QObject {
  Q_OBJECT

 public:
  explicit LanguageSwitch(QObject* parent = nullptr);
  ~LanguageSwitch() override;

  [[nodiscard]] LanguageChoice choice() const noexcept { return choice_; }
  /// Every widget gets a LanguageChange event.
  void choose(LanguageChoice choice);
  /// What is spoken now, whatever was chosen.
  [[nodiscard]] bool isKorean() const noexcept;

 private:
  void install();

  LanguageChoice choice_ = LanguageChoice::system;
  std::unique_ptr<PhraseTranslator> translator_;
};

}  // namespace pw::ui
