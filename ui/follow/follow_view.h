// What both sides of a conversation sent, painted: as text or hex, each row with its side.
#pragma once
#include <QTimer>
#include <memory>
#include <optional>

#include "ui/document/selected_packet.h"
#include "ui/follow/follow_job.h"
#include "ui/rows/row_view.h"

namespace pw::ui {

/// Follows the selected packet's conversation; costs what is on screen. GUI thread.
class FollowView : public RowView {
  Q_OBJECT

 public:
  FollowView(CaptureDocument& document, SelectedPacket& packet, const Theme& theme, QWidget* parent = nullptr);
  ~FollowView() override;

  [[nodiscard]] std::uint32_t rowCount() const noexcept override { return page_ ? page_->index.rows() : 0; }
  [[nodiscard]] QString sentence(std::uint32_t row) override;

  enum class Sides : std::uint8_t { both, client, server };
  void setForm(FollowForm form);
  [[nodiscard]] FollowForm form() const noexcept { return form_; }
  void setSides(Sides sides);
  [[nodiscard]] Sides sides() const noexcept { return sides_; }
  /// Whether the view can be seen: nothing is followed while it cannot.
  void setLooked(bool looked);

  /// Null while there is none.
  [[nodiscard]] const std::shared_ptr<const FollowPage>& page() const noexcept { return page_; }
  [[nodiscard]] FlowId flow() const noexcept { return flow_; }
  [[nodiscard]] bool isWorking() const noexcept { return job_.isRunning() || soon_.isActive(); }
  /// The characters of a row, without its side.
  [[nodiscard]] QString rowText(std::uint32_t row);
  /// The row that shows a place; nothing where it is not shown.
  [[nodiscard]] std::optional<std::uint32_t> rowOf(FollowPlace place);
  /// The packet that carried what is at a point of the viewport.
  [[nodiscard]] std::optional<PacketId> packetAt(const QPoint& inViewport);
  /// Marks a find of `length` bytes and brings it into view.
  void showFound(FollowPlace place, std::uint32_t length);
  void clearFound();
  /// Where a search begins: behind the last find, or at the current row.
  [[nodiscard]] FollowPlace searchFrom(bool forward) const;
  /// Selected rows as text, at most kMaxCopied of them.
  static constexpr std::uint32_t kMaxCopied = 10'000;
  [[nodiscard]] QString selectionText();

 Q_SIGNALS:
  /// A person chose what this packet carried.
  void packetChosen(std::uint32_t packet);
  /// Page, flow or state are different.
  void changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  [[nodiscard]] QString tipAt(std::uint32_t row, int column, const QPoint& at) override;

 private:
  friend class FollowPainter;

  void reset();
  void restyleCells();
  void onPacket();
  void onRows();
  void work();
  void take(const std::shared_ptr<const FollowPage>& page);
  void showPacket();
  [[nodiscard]] FollowLook look() const;
  [[nodiscard]] int textLeft() const noexcept { return sideWidth_; }
  /// Rows on screen; made when they are asked for.
  const FollowRow& rowAtIndex(std::uint32_t row);
  [[nodiscard]] std::optional<FollowPlace> placeAt(const QPoint& inViewport);
  [[nodiscard]] bool isFound(FollowPlace place) const noexcept;

  CaptureDocument& document_;
  SelectedPacket& packet_;
  FollowForm form_ = FollowForm::text;
  Sides sides_ = Sides::both;
  FlowId flow_;
  std::shared_ptr<const FollowPage> page_;
  std::shared_ptr<Session> session_;  ///< that the reader reads from
  std::unique_ptr<ChunkReader> reader_;
  std::vector<FollowRow> rows_;  ///< on screen, from rowsFrom_ on
  std::uint32_t rowsFrom_ = 0;
  std::optional<FollowPlace> found_;
  std::uint32_t foundLength_ = 0;
  bool looked_ = false, quiet_ = false;
  double cell_ = 8;    ///< width of a character, pixels
  int sideWidth_ = 80; ///< of the column that says who sends
  QTimer soon_, again_;
  FollowJob job_;
};

}  // namespace pw::ui
