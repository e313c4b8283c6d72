// The bytes of the selected packet, a tab for each source, selected together with the tree.
#pragma once
#include <QTabWidget>
#include <array>

#include "ui/bytes/hex_view.h"
#include "ui/document/selected_packet.h"

namespace pw::ui {

class BytesPane : public QTabWidget {
  Q_OBJECT

 public:
  BytesPane(SelectedPacket& packet, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] HexView& view(Source source) const { return *views_[static_cast<std::size_t>(source)]; }
  /// The selected field's bytes, or all of the tab's where none is selected.
  [[nodiscard]] ByteView chosenBytes() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void clear();
  void load();
  void onNode();
  void onHover(Source source, std::optional<std::uint32_t> offset, const QPoint& global);
  void showMenu(Source source, const QPoint& global);
  [[nodiscard]] QString title(Source source) const;
  [[nodiscard]] Source currentSource() const;

  SelectedPacket& packet_;
  std::array<HexView*, static_cast<std::size_t>(Source::count_)> views_{};
};

}  // namespace pw::ui
