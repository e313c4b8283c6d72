// Edits the colour rules: a list in the order in which they are asked, and what the chosen one says.
#pragma once
#include <QDialog>
#include <vector>

#include "core/report/messages.h"
#include "core/walk/registry.h"
#include "ui/colours/colour_rules.h"
#include "ui/style/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace pw::ui {

class FilterEdit;

/// GUI thread; registry and theme must outlive it. Nothing outside changes before applied().
class ColourRulesDialog : public QDialog {
  Q_OBJECT

 public:
  ColourRulesDialog(const Registry& registry, const Theme& theme, pw::Language language, std::vector<ColourRule> rules,
                    QWidget* parent = nullptr);

  [[nodiscard]] const std::vector<ColourRule>& rules() const noexcept { return rules_; }
  /// Puts rules of a file in front of the others; lines that are none are told of.
  void importFile(const QString& path);
  /// What was told last; empty: nothing.
  [[nodiscard]] QString message() const;

 Q_SIGNALS:
  /// OK or Apply.
  void applied(const std::vector<pw::ui::ColourRule>& rules);

 private:
  void buildEditor(QVBoxLayout* column);
  void buildButtons(QVBoxLayout* column);
  QPushButton* button(const QString& text, const QString& keys, void (ColourRulesDialog::*does)());
  void fill(int chosen);
  void showRule(QTreeWidgetItem* item, const ColourRule& rule);
  void onChosen();
  void onChecked(QTreeWidgetItem* item);
  void onEdited();
  void add();
  void duplicate();
  void remove();
  void moveUp() { moveBy(-1); }
  void moveDown() { moveBy(1); }
  void moveBy(int by);
  void restoreDefaults();
  void chooseBackground() { chooseColour(&ColourRule::background); }
  void chooseForeground() { chooseColour(&ColourRule::foreground); }
  void chooseColour(QColor ColourRule::*which);
  void chooseImport();
  void chooseExport();
  void insert(int at, ColourRule rule);
  void tell(const QString& words);
  /// Why the filter is none; empty where it is one.
  [[nodiscard]] QString wrongWith(const QString& filter) const;
  [[nodiscard]] int chosen() const;

  const Registry& registry_;
  const Theme& theme_;
  const pw::Language language_;
  std::vector<ColourRule> rules_;
  QTreeWidget* list_;
  QLineEdit* name_ = nullptr;
  FilterEdit* filter_ = nullptr;
  QLabel *preview_ = nullptr, *reason_ = nullptr, *message_ = nullptr;
  std::vector<QPushButton*> needRule_;  // make sense where a rule is chosen
  bool filling_ = false;
};

}  // namespace pw::ui
