#include "ui/bytes/bytes_pane.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QMenu>
#include <QToolTip>

#include "core/field/format.h"
#include "ui/bytes/byte_text.h"

namespace pw::ui {

namespace {
std::optional<HexView::Run> runOf(const std::optional<ByteRange>& range, Source source) {
  if (!range || range->source != source) return std::nullopt;
  return HexView::Run{range->offset, range->length};
}
}  // namespace

BytesPane::BytesPane(SelectedPacket& packet, const Theme& theme, QWidget* parent)
    : QTabWidget(parent), packet_(packet) {
  setDocumentMode(true);
  setTabBarAutoHide(true);
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const auto source = static_cast<Source>(i);
    auto* view = new HexView(theme, this);
    view->hide();
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &HexView::byteClicked, this,
            [this, source](std::uint32_t at) { packet_.selectNode(packet_.innermostAt(source, at)); });
    connect(view, &HexView::byteHovered, this,
            [this, source](std::optional<std::uint32_t> at, const QPoint& p) { onHover(source, at, p); });
    connect(view, &QWidget::customContextMenuRequested, this,
            [this, source, view](const QPoint& at) { showMenu(source, view->viewport()->mapToGlobal(at)); });
    views_[i] = view;
  }
  addTab(views_[0], title(Source::frame));
  connect(&packet_, &SelectedPacket::aboutToChange, this, &BytesPane::clear);
  connect(&packet_, &SelectedPacket::packetChanged, this, &BytesPane::load);
  connect(&packet_, &SelectedPacket::nodeChanged, this, &BytesPane::onNode);
}

QString BytesPane::title(Source source) const {
  const auto size = static_cast<int>(packet_.tree().source(source).size());
  if (source == Source::frame) return tr("Packet (%Ln bytes)", nullptr, size);
  return source == Source::decoded ? tr("Decoded (%Ln bytes)", nullptr, size)
                                   : tr("Reassembled (%Ln bytes)", nullptr, size);
}

void BytesPane::clear() {
  for (HexView* v : views_) v->setBytes({});
}

void BytesPane::load() {
  for (std::size_t i = 1; i < views_.size(); ++i) {
    if (const int tab = indexOf(views_[i]); tab >= 0) removeTab(tab);
    if (!packet_.tree().source(static_cast<Source>(i)).empty()) addTab(views_[i], {});
  }
  for (std::size_t i = 0; i < views_.size(); ++i) {
    const auto source = static_cast<Source>(i);
    views_[i]->setBytes(packet_.tree().source(source));
    if (const int tab = indexOf(views_[i]); tab >= 0) setTabText(tab, title(source));
  }
}

void BytesPane::onNode() {
  const auto range = packet_.range(), layer = packet_.around();
  for (std::size_t i = 0; i < views_.size(); ++i)
    views_[i]->setSelection(runOf(range, static_cast<Source>(i)), runOf(layer, static_cast<Source>(i)));
  if (!range) return;
  if (const int tab = indexOf(&view(range->source)); tab >= 0) setCurrentIndex(tab);
}

Source BytesPane::currentSource() const {
  for (std::size_t i = 0; i < views_.size(); ++i)
    if (views_[i] == currentWidget()) return static_cast<Source>(i);
  return Source::frame;
}

ByteView BytesPane::chosenBytes() const {
  const HexView& v = view(currentSource());
  const auto run = v.selection();
  return run ? v.bytes().subspan(run->offset, run->length) : v.bytes();
}

void BytesPane::onHover(Source source, std::optional<std::uint32_t> offset, const QPoint& global) {
  HexView& v = view(source);
  const NodeId node = offset ? packet_.innermostAt(source, *offset) : kNoNode;
  v.setHover(runOf(packet_.rangeOf(node), source));
  if (node == kNoNode) {
    QToolTip::hideText();
    return;
  }
  std::string line;
  TextOut out{line};
  appendLine(out, packet_.registry(), packet_.tree(), packet_.tree()[node]);
  constexpr qsizetype kMaxTip = 200;
  QToolTip::showText(global, QString::fromStdString(line).left(kMaxTip), v.viewport());
}

void BytesPane::showMenu(Source source, const QPoint& global) {
  if (view(source).bytes().empty()) return;
  QMenu menu(this);
  const auto add = [&](const QString& text, QString (*make)(ByteView)) {
    menu.addAction(text, [this, make] { QApplication::clipboard()->setText(make(chosenBytes())); });
  };
  add(tr("Copy as Hex Dump"), asHexDump);
  add(tr("Copy as Hex Stream"), asHexStream);
  add(tr("Copy as Printable Text"), asPrintable);
  add(tr("Copy as C Array"), [](ByteView b) { return asCArray(b, QStringLiteral("bytes")); });
  add(tr("Copy as Escaped String"), asEscaped);
  menu.exec(global);
}

void BytesPane::changeEvent(QEvent* event) {
  QTabWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  for (std::size_t i = 0; i < views_.size(); ++i)
    if (const int tab = indexOf(views_[i]); tab >= 0) setTabText(tab, title(static_cast<Source>(i)));
}

}  // namespace pw::ui
