#include "ui/packetlist/new_rows_button.h"

#include <QEvent>

#include "ui/style/shapes.h"

namespace pw::ui {

NewRowsButton::NewRowsButton(CaptureDocument& document, ShownPackets& shown, PacketListView& list, const Theme& theme)
    : QPushButton(list.viewport()), document_(document), shown_(shown), list_(list), theme_(theme) {
  setFocusPolicy(Qt::NoFocus);  // the key of the command does the same
  list.viewport()->installEventFilter(this);
  connect(this, &QPushButton::clicked, &list_, [this] { list_.setFollowing(true); });
  connect(&list_, &PacketListView::followingChanged, this, [this](bool) {
    seen_ = document_.rows();
    refresh();
  });
  connect(&shown_, &ShownPackets::grew, this, &NewRowsButton::refresh);
  connect(&shown_, &ShownPackets::replaced, this, &NewRowsButton::refresh);
  connect(&document_, &CaptureDocument::loaded, this, &NewRowsButton::refresh);
  connect(&document_, &CaptureDocument::closed, this, &QWidget::hide);
  connect(&theme_, &Theme::changed, this, &NewRowsButton::restyle);
  restyle();
  hide();
}

void NewRowsButton::refresh() {
  const bool live = document_.live() && document_.isLoading() && !list_.isFollowing();
  const std::uint32_t fresh = live ? shown_.count() - shown_.rowsBefore(seen_) : 0;
  const bool wanted = fresh > 0;
  if (wanted) {
    setText(tr("%Ln new", nullptr, static_cast<int>(fresh)));
    setToolTip(tr("Go to the newest packets, and along with them"));
    place();
  }
  setVisible(wanted);
}

void NewRowsButton::place() {
  resize(sizeHint());
  const QWidget* under = list_.viewport();
  move((under->width() - width()) / 2, under->height() - height() - 8);
}

void NewRowsButton::restyle() {
  setIcon(iconOf(Shape::triangleDown, theme_.palette().client, theme_.palette().rule));
}

bool NewRowsButton::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && isVisible()) place();
  return QPushButton::eventFilter(watched, event);
}

void NewRowsButton::changeEvent(QEvent* event) {
  QPushButton::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace pw::ui
