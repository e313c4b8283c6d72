#include "screenshot.h"

#include <QApplication>
#include <QDockWidget>
#include <QPixmap>
#include <QTimer>

#include "ui/filter/filter_bar.h"
#include "ui/follow/follow_pane.h"
#include "ui/leaks/leaks_pane.h"
#include "ui/objects/objects_pane.h"
#include "ui/packetlist/packet_list_view.h"

namespace pw::app {

namespace {

constexpr int kSettleMs = 300;  // layout and the mini-map

void selectField(ui::SelectedPacket& packet, const QString& key) {
  const auto& nodes = packet.tree().nodes();
  for (NodeId i = 0; i < nodes.size(); ++i)
    if (!nodes[i].hidden && packet.registry().field(nodes[i].field).key == key.toStdString()) {
      packet.selectNode(i);
      return;
    }
}

void selectFinding(ui::LeaksPane& pane, int number) {
  QModelIndex row = pane.model().index(0, 0);
  for (int i = 1; i < number && row.isValid(); ++i) row = pane.tree().indexBelow(row);
  pane.tree().setCurrentIndex(row);
}

}  // namespace

void takeScreenshot(ui::MainWindow& window, const ScreenshotOptions& options) {
  window.resize(options.size);
  window.resetLayout();
  auto shoot = [&window, options] {
    // An empty name would find any.
    const QString name = options.dock == QLatin1String("leaks") ? QStringLiteral("LeaksDock") : options.dock;
    auto* dock = name.isEmpty() ? nullptr : window.findChild<QDockWidget*>(name);
    if (dock != nullptr) dock->show();
    if (dock != nullptr) dock->raise();
    if (options.follow == QLatin1String("hex")) window.follow().view().setForm(ui::FollowForm::hex);
    if (options.follow == QLatin1String("decoded")) window.follow().view().setForm(ui::FollowForm::decoded);
    if (window.objects().isVisible())
      QTimer::singleShot(kSettleMs, &window, [&window] { window.objects().table().setCurrent(0); });
    if (!options.filter.isEmpty()) window.filterBar().apply(options.filter);
    if (options.colours) window.list().setColouring(true);
    if (!options.field.isEmpty()) selectField(window.selected(), options.field);
    QTimer::singleShot(2 * kSettleMs, &window, [&window, options] {
      if (options.finding > 0) selectFinding(window.leaks(), options.finding);
      const bool saved = window.grab().save(options.target, "PNG");
      QApplication::exit(saved ? 0 : 1);
    });
  };
  QObject::connect(&window.document(), &ui::CaptureDocument::loaded, &window, [&window, options, shoot] {
    window.list().setPacket(options.packet);
    shoot();
  });
  QObject::connect(&window.document(), &ui::CaptureDocument::failed, &window, shoot);
  if (options.waitMs > 0) QTimer::singleShot(options.waitMs, &window, shoot);
  else if (!window.document().isOpening()) shoot();
}

}  // namespace pw::app
