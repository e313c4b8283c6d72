// The line above the list with the filter, what is wrong with it, and the filters that were used or kept.
#pragma once
#include <QWidget>

#include "ui/document/selected_packet.h"
#include "ui/filter/capture_values.h"
#include "ui/filter/filter_edit.h"
#include "ui/filter/filter_terms.h"
#include "ui/filter/shown_packets.h"
#include "ui/filter/named_filters.h"
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
  static constexpr qsizetype kMaxHistory = 30;

  FilterBar(CaptureDocument& document, SelectedPacket& packet, ShownPackets& shown, const Theme& theme,
            LanguageSwitch& language, QWidget* parent = nullptr);

  [[nodiscard]] FilterEdit& edit() noexcept { return *edit_; }
  /// What stands below the line.
  [[nodiscard]] QString message() const;
  [[nodiscard]] QStringList history() const;
  [[nodiscard]] CaptureValues& values() noexcept { return *values_; }
  /// Puts the cursor into the line.
  void activate();
  /// Somebody types though the list has the keys: a filter begins. What stands in the line goes where it is applied.
  void type(const QString& letters);
  /// Writes a filter and applies it. False, and told below the line, where it is none.
  bool apply(const QString& filter);
  /// The line's filter with a term from elsewhere. `atOnce`: applied; else to be looked at first.
  void join(const QString& term, FilterJoin how, bool atOnce = true);
  void clear() { apply({}); }
  /// Keeps the line's filter under a name, with a button beside the line.
  void saveAs(const QString& name);
  /// Lets a person change those that are kept.
  void editSaved();
  void editMacros();
  /// Those that are kept, or the macros, are these from now on.
  void setNamed(NamedKind kind, const QList<NamedFilter>& all);
  /// A packet was chosen that the list does not show.
  void tellHidden(std::uint32_t packet);

 Q_SIGNALS:
  /// The keys belong to the list again.
  void left();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  bool applyTyped();
  std::optional<Filter> withReferences();
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

  CaptureDocument& document_;
  SelectedPacket& packet_;
  ShownPackets& shown_;
  const Theme& theme_;
  LanguageSwitch& language_;
  FilterEdit* edit_;
  CaptureValues* values_;
  QToolButton *saved_, *apply_, *used_;
  QMenu *savedMenu_, *usedMenu_;
  QWidget* buttons_;
  QHBoxLayout* buttonRow_;
  QLabel* message_;
  QString plain_;
};

/// A menu of all ways to join a term with the filter that is there; of several terms each has its own below it. Empty
/// ones are left out.
QMenu* addFilterMenu(QMenu& menu, FilterBar& bar, const QStringList& terms);

}  // namespace pw::ui
