// The rows of the eavesdropper panel: sections, in them what was found, under sealed conversations what shows of them.
#pragma once
#include <QAbstractItemModel>
#include <array>
#include <map>
#include <optional>

#include "ui/i18n/language.h"
#include "ui/leaks/leak_job.h"
#include "ui/leaks/leak_words.h"

namespace pw::ui {

/// GUI thread; the job must outlive it. Texts are made when they are asked for.
class LeakModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column : int { kState, kWhat, kValue, kPacket, kColumns };
  enum Role : int {
    kStateRole = Qt::UserRole,  ///< LeakState, of column kState; none of sections
    kStrongRole,                ///< true of secrets and surprises
    kMaskedRole,                ///< true where the value is masked now
    kTextRole,                  ///< as what is shown, however long
  };

  LeakModel(CaptureDocument& document, LearnedNames& names, LeakJob& job, LanguageSwitch& language,
            QObject* parent = nullptr);

  /// All of the capture, or one conversation; an invalid flow has nothing.
  void setScope(std::optional<FlowId> flow);
  [[nodiscard]] const std::optional<FlowId>& scope() const noexcept { return scope_; }
  /// Rows with all of these words.
  void setFilter(const QString& words);
  void setShowSecrets(bool show);
  [[nodiscard]] bool showsSecrets() const noexcept { return showSecrets_; }
  /// Shows the value of one row only, or of none.
  void reveal(const QModelIndex& index);
  [[nodiscard]] bool isRevealed(const QModelIndex& index) const;

  [[nodiscard]] std::optional<LeakSpot> spotOf(const QModelIndex& index) const;
  /// The row of a finding.
  [[nodiscard]] QModelIndex indexOf(LeakSection section, int row) const;
  [[nodiscard]] LeakSection sectionOf(const QModelIndex& index) const noexcept;
  [[nodiscard]] bool isSection(const QModelIndex& index) const noexcept;
  /// Null where the row is no finding.
  [[nodiscard]] const LeakItem* itemOf(const QModelIndex& index) const;
  /// What the pane says of a row in whole sentences.
  [[nodiscard]] QString explanation(const QModelIndex& index) const;
  /// Findings that match; sealed conversations not counted.
  [[nodiscard]] std::uint32_t findings() const noexcept;
  /// The same of secrets only.
  [[nodiscard]] std::uint32_t secrets() const noexcept;
  void retranslate();

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& = {}) const override { return kColumns; }
  [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  /// An item as it is in the scope.
  struct Shown {
    std::uint32_t item = 0, count = 0;
    Finding first;
    PacketId last;
    std::uint64_t bytes = 0;
  };

  void rebuild();
  void onArrived();
  bool gather();
  void addItems(std::vector<std::uint32_t>& fresh);
  void insertRun(LeakSection section, const std::vector<std::uint32_t>& run);
  void addSealed();
  void updateLedgers();
  [[nodiscard]] bool matches(const QString& text) const;
  [[nodiscard]] bool matches(const Shown& shown) const;
  [[nodiscard]] bool matches(const SealedHead& head) const;
  [[nodiscard]] const Shown* shownAt(const QModelIndex& index) const;
  [[nodiscard]] const SealedHead* headAt(const QModelIndex& index) const;
  [[nodiscard]] const LedgerLine* lineAt(const QModelIndex& index) const;
  [[nodiscard]] int rowOfHead(std::uint32_t head) const;
  [[nodiscard]] LeakItem itemAs(const Shown& shown) const;
  [[nodiscard]] QString valueOf(const Shown& shown, bool secrets) const;
  [[nodiscard]] QString text(const QModelIndex& index) const;
  [[nodiscard]] QString sectionText(LeakSection section) const;
  [[nodiscard]] QString findingText(const Shown& shown, int column, bool secrets) const;
  [[nodiscard]] QString headText(const SealedHead& head, int column) const;
  [[nodiscard]] QString lineText(const LedgerLine& line, int column) const;
  [[nodiscard]] std::optional<LeakState> stateOf(const QModelIndex& index) const;
  [[nodiscard]] bool isStrong(const QModelIndex& index) const;
  [[nodiscard]] bool isMasked(const QModelIndex& index) const;
  [[nodiscard]] QString sentence(const QModelIndex& index) const;
  [[nodiscard]] Language spoken() const noexcept;

  CaptureDocument& document_;
  LearnedNames& names_;
  LeakJob& job_;
  LanguageSwitch& language_;
  std::optional<FlowId> scope_;
  QStringList words_;
  bool showSecrets_ = false;
  std::optional<std::uint32_t> revealed_;  ///< item

  std::size_t placesTaken_ = 0;
  std::uint32_t headsTaken_ = 0;
  std::vector<Shown> shown_;                                            ///< in the order of the capture
  std::vector<std::uint32_t> shownOf_;                                  ///< by item, place in shown_
  std::array<std::vector<std::uint32_t>, kLeakSections> rows_;          ///< places in shown_, of sealed ones heads
  std::map<std::uint32_t, std::vector<LedgerLine>> lines_;              ///< by head, of those that were opened
};

}  // namespace pw::ui
