// The line above the list with the filter, what is wrong with it, and the filters that were used or kept.
#pragma once
#include <QWidget>

#include "ui/filter/filter_edit.h"
#include "ui/filter/filter_terms.h"
#include "ui/filter/shown_packets.h"
#include "ui/i18n/language.h"

class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace pw::ui {

/// GUI thread; all that it is made with must outlive it. Filters that were used and kept are in the settings.
class FilterBar : public QWidget {
  Q_OBJECT

 public:
  static constexpr qsizetype kMaxHistory = 30, kMaxSaved = 50;

  FilterBar(const Registry& registry, ShownPackets& shown, const Theme& theme, LanguageSwitch& language,
            QWidget* parent = nullptr);

  [[nodiscard]] FilterEdit& edit() noexcept { return *edit_; }
  /// What stands below the line.
  [[nodiscard]] QString message() const;
  [[nodiscard]] QStringList history() const;
  /// Puts the cursor into the line.
  void activate();
  /// Writes a filter and applies it. False, and told below the line, where it is none.
  bool apply(const QString& filter);
  /// The line's filter with a term from elsewhere. `atOnce`: applied; else to be looked at first.
  void join(const QString& term, FilterJoin how, bool atOnce = true);
  void clear() { apply({}); }
  /// Keeps the line's filter under a name, with a button beside the line.
  void saveAs(const QString& name);
  void forget(const QString& name);
  /// A packet was chosen that the list does not show.
  void tellHidden(std::uint32_t packet);

 Q_SIGNALS:
  /// The keys belong to the list again.
  void left();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void applyTyped();
  void onChecked();
  void onLink(const QString& link);
  void say(const QString& rich, const QString& plain);
  void sayError();
  void retranslate();
  void noteUsed(const QString& filter);
  void fillHistory();
  void fillSaved();
  void makeButtons();
  void askName();
  void restyle();

  ShownPackets& shown_;
  const Theme& theme_;
  LanguageSwitch& language_;
  FilterEdit* edit_;
  QToolButton *saved_, *apply_, *used_;
  QMenu *savedMenu_, *usedMenu_;
  QWidget* buttons_;
  QHBoxLayout* buttonRow_;
  QLabel* message_;
  QString plain_;
};

/// A menu of all ways to join a term with the filter that is there.
QMenu* addFilterMenu(QMenu& menu, FilterBar& bar, const QString& term);

}  // namespace pw::ui
