// The line in which a filter is typed: its colour says what it is worth, and it completes names and values.
#pragma once
#include <QCompleter>
#include <QLineEdit>
#include <optional>

#include "core/filter/filter.h"
#include "ui/style/theme.h"

namespace pw::ui {

class CaptureValues;
class FilterChoiceModel;

/// GUI thread; registry and theme must outlive it.
class FilterEdit : public QLineEdit {
  Q_OBJECT

 public:
  enum class State : std::uint8_t {
    empty,
    good,
    doubtful,  ///< means something that is often not what was wanted, or another filter was meant
    bad,
  };

  FilterEdit(const Registry& registry, const Theme& theme, QWidget* parent = nullptr);
  ~FilterEdit() override;

  [[nodiscard]] State state() const noexcept { return state_; }
  /// What is typed; nothing where it is no filter.
  [[nodiscard]] const std::optional<Filter>& filter() const noexcept { return filter_; }
  [[nodiscard]] const std::optional<FilterError>& error() const noexcept { return error_; }
  [[nodiscard]] QCompleter& completer() noexcept { return *completer_; }
  /// Where values of the capture are looked for; it must outlive this, or be parented to it. None at first.
  void setValues(CaptureValues* values);
  /// What `${name}` stands for from now on.
  void setMacros(FilterMacros macros);
  [[nodiscard]] const FilterMacros& macros() const noexcept { return macros_; }
  /// Puts one of what is offered in place of the word that is being typed.
  void complete(const QString& choice);
  /// Offers what may stand at the cursor. `asked`: also where nothing of it is typed yet.
  void offer(bool asked = true);
  /// The colour of the line in a state.
  [[nodiscard]] static QColor colourOf(State state, const Palette& palette);

 Q_SIGNALS:
  /// Other text, checked.
  void checked();
  void applied();
  void left();
  void textDropped(const QString& filter);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void inputMethodEvent(QInputMethodEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void check();
  void recolour();
  void underline();
  /// The typed bytes before the cursor.
  [[nodiscard]] QByteArray beforeCursor() const;
  void place();

  const Registry& registry_;
  const Theme& theme_;
  FilterChoiceModel* choices_;
  CaptureValues* values_ = nullptr;
  QString awaiting_;  // text for which values are looked for, to be offered once they are found
  FilterMacros macros_;
  QCompleter* completer_;
  State state_ = State::empty;
  std::optional<Filter> filter_{std::in_place};
  std::optional<FilterError> error_;
  bool composing_ = false;  // letters of Korean are not yet put together
  bool marking_ = false;
};

}  // namespace pw::ui
