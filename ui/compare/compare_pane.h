// Two conversations side by side, step by step: what can be read of the one, and what is left to see of the other.
#pragma once
#include <QTextBrowser>
#include <QTimer>
#include <QWidget>
#include <memory>

#include "ui/compare/compare_page.h"
#include "ui/document/selected_packet.h"
#include "ui/i18n/language.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace pw::ui {

class FlowChoices;

/// Looks for the pair that a capture holds once it is loaded, and takes any two that are chosen. Lines are links, reached
/// with Tab too; secrets are masked until they are clicked, or all are shown.
class ComparePane : public QWidget {
  Q_OBJECT

 public:
  ComparePane(CaptureDocument& document, SelectedPacket& packet, LearnedNames& names, const Theme& theme,
              LanguageSwitch& language, QWidget* parent = nullptr);

  /// Compares two conversations. An invalid second one: the person is asked for it.
  void compare(FlowId left, FlowId right);
  /// Null while there is none.
  [[nodiscard]] const std::shared_ptr<const ComparedFlows>& flows() const noexcept { return flows_; }
  [[nodiscard]] bool isWorking() const noexcept { return job_.isSearching() || job_.isComparing() || again_.isActive(); }
  [[nodiscard]] QTextBrowser& page() noexcept { return *page_; }
  [[nodiscard]] QComboBox& choice(unsigned side) noexcept { return *choices_[side]; }
  /// Not valid where none is.
  [[nodiscard]] FlowId chosen(unsigned side) const;
  [[nodiscard]] QCheckBox& secrets() noexcept { return *secrets_; }
  /// As a click on a line of a cell.
  void follow(std::size_t row, unsigned side, std::size_t line);

 Q_SIGNALS:
  /// The capture holds the same exchange twice, and the pane shows it.
  void pairFound();
  /// A person wants to see these bytes.
  void placeRequested(const pw::BytePlace& place);

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void reset();
  void onLoaded();
  void onSearched(const std::vector<FlowPair>& pairs);
  void onCompared(const std::shared_ptr<const ComparedFlows>& flows);
  void onChosen();
  void onPacket();
  void onAnchor(const QUrl& link);
  void setChoice(unsigned side, FlowId flow);
  void work();
  void write();
  void scrollTo(std::size_t row);
  void retranslate();
  void readSecretsSetting();
  [[nodiscard]] QString emptyText() const;
  [[nodiscard]] std::optional<std::size_t> hereRow() const;

  CaptureDocument& document_;
  SelectedPacket& packet_;
  const Theme& theme_;
  LanguageSwitch& language_;
  FlowChoices* model_;
  QComboBox* choices_[2];
  QLabel* hint_;
  QCheckBox* secrets_;
  QTextBrowser* page_;
  std::shared_ptr<const ComparedFlows> flows_;
  ComparePageState state_;
  std::optional<std::size_t> here_;  ///< row of the selected packet
  bool following_ = false;           ///< it is this pane that selects another packet
  bool searched_ = false, touched_ = false;
  QTimer again_;  ///< after names were learnt
  CompareJob job_;
};

}  // namespace pw::ui
