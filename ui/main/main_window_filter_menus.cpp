// The part of MainWindow that lets every pane's menu make filters of what it shows.
#include <QMenu>

#include "ui/compare/compare_pane.h"
#include "ui/details/detail_view.h"
#include "ui/expert/expert_pane.h"
#include "ui/filter/filter_bar.h"
#include "ui/flows/flows_pane.h"
#include "ui/follow/follow_pane.h"
#include "ui/leaks/leaks_pane.h"
#include "ui/main/main_window.h"
#include "ui/objects/objects_pane.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/story/story_pane.h"
#include "ui/timeline/timeline_pane.h"

namespace pw::ui {

/// Its conversation, then it alone.
QStringList MainWindow::termsOfPacket(std::optional<std::uint32_t> packet) const {
  if (!packet || !document_->isOpen() || *packet >= document_->rows()) return {};
  return {filterOfFlow(document_->trace(), document_->flowOf(packet)), filterOfPacket(PacketId{*packet})};
}

void MainWindow::showFilterMenu(const QStringList& terms, const QPoint& global) {
  if (terms.isEmpty()) return;
  QMenu menu(this);
  addFilterMenu(menu, *filterBar_, terms);
  menu.exec(global);
}

void MainWindow::connectFilterMenus() {
  connect(details_, &DetailView::menuAboutToShow, this,
          [this](QMenu& menu, const QString& filter) { addFilterMenu(menu, *filterBar_, {filter}); });
  connect(flows_, &FlowsPane::menuAboutToShow, this, [this](QMenu& menu, FlowId flow) {
    menu.addSeparator();
    addFilterMenu(menu, *filterBar_, {filterOfFlow(document_->trace(), flow)});
  });
  connect(&leaks_->tree(), &LeakTree::menuAboutToShow, this, [this](QMenu& menu, const LeakSpot& spot) {
    addFilterMenu(menu, *filterBar_, termsOfPacket(spot.packet.value));
    menu.addSeparator();
  });
  connectExpertMenu();
  connectPlaceMenus();
  connectPageMenus();
}

void MainWindow::connectExpertMenu() {
  ExpertView& view = expert_->view();
  connect(&view, &QWidget::customContextMenuRequested, this, [this, &view](const QPoint& at) {
    const auto row = view.current();
    if (!row) return;
    const ExpertRow r = view.at(*row);
    QStringList terms;
    if (r.what == ExpertRow::What::packet) terms = termsOfPacket(r.packet);
    if (r.what != ExpertRow::What::severity)
      terms.prepend(filterOfFinding(document_->registry(), r.kind, view.findings().packets(r.kind)));
    showFilterMenu(terms, view.viewport()->mapToGlobal(at));
  });
}

/// Panes whose rows are packets, or came with them.
void MainWindow::connectPlaceMenus() {
  FollowView& follow = follow_->view();
  connect(&follow, &QWidget::customContextMenuRequested, this, [this, &follow](const QPoint& at) {
    const auto packet = follow.packetAt(at);
    showFilterMenu(packet ? termsOfPacket(packet->value)
                          : QStringList{filterOfFlow(document_->trace(), follow.flow())},
                   follow.viewport()->mapToGlobal(at));
  });
  ObjectTable& objects = objects_->table();
  connect(&objects, &QWidget::customContextMenuRequested, this, [this, &objects](const QPoint& at) {
    const auto row = objects.current();
    if (!row || !objects.objects()) return;
    const CarriedObject& object = (*objects.objects())[*row];
    QStringList terms = termsOfPacket(object.content.packet.value);
    if (!object.host.empty())
      terms << QStringLiteral("http.host == ") + quotedForFilter(QString::fromUtf8(object.host.c_str()));
    showFilterMenu(terms, objects.viewport()->mapToGlobal(at));
  });
  LadderView& ladder = timeline_->view();
  ladder.setContextMenuPolicy(Qt::CustomContextMenu);
  connect(&ladder, &QWidget::customContextMenuRequested, this, [this, &ladder](const QPoint& at) {
    showFilterMenu(termsOfLadder(ladder, at), ladder.viewport()->mapToGlobal(at));
  });
}

/// Of the selected stretch where the place is within it, else of the row there.
QStringList MainWindow::termsOfLadder(LadderView& ladder, const QPoint& at) const {
  const auto e = ladder.entryAt(at);
  if (!e || !ladder.model()) return {};
  const LadderEntry& entry = ladder.index()->entries()[*e];
  const auto items = ladder.model()->conversation->items();
  const std::uint32_t count = std::max(entry.count, ladder.index()->packetsOf(entry));
  LadderView::Range range{entry.first, entry.first + std::max(count, 1u) - 1};
  if (entry.kind == EntryKind::head) {
    const Conversation::Episode& episode = ladder.model()->input->episodes[entry.episode];
    range = {episode.first, episode.last};
  }
  const LadderView::Range chosen = ladder.range();
  if (!chosen.empty() && chosen.last != chosen.first && entry.first >= chosen.first && entry.first <= chosen.last)
    range = chosen;
  if (range.last >= items.size()) return {};
  QStringList terms = termsOfPacket(items[range.first].packet.value);
  if (range.first == range.last || terms.isEmpty()) return terms;
  const auto number = [&](std::uint32_t item) { return QString::number(std::uint64_t{items[item].packet.value} + 1); };
  terms.last() = QStringLiteral("%1 && frame.number >= %2 && frame.number <= %3")
                     .arg(terms.front(), number(range.first), number(range.last));
  return terms;
}

/// Pages of text whose links lead to packets.
void MainWindow::connectPageMenus() {
  story_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(story_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    const auto packets = story_->packetsAt(at);
    QStringList terms = termsOfPacket(packet_->packet());
    if (!terms.isEmpty()) terms.removeLast();
    terms << filterOfPackets(packets);
    showPageMenu(*story_, at, terms);
  });
  QTextBrowser& page = comparePane_->page();
  page.setContextMenuPolicy(Qt::CustomContextMenu);
  connect(&page, &QWidget::customContextMenuRequested, this, [this, &page](const QPoint& at) {
    QStringList terms;
    for (const unsigned side : {0u, 1u})
      if (const FlowId flow = comparePane_->chosen(side); flow.valid())
        terms << filterOfFlow(document_->trace(), flow);
    if (terms.size() == 2) terms << QStringLiteral("%1 || %2").arg(terms[0], terms[1]);
    showPageMenu(page, at, terms);
  });
}

void MainWindow::showPageMenu(QTextBrowser& page, const QPoint& at, const QStringList& terms) {
  const std::unique_ptr<QMenu> menu(page.createStandardContextMenu(at));
  for (QAction* a : menu->actions())
    if (a->objectName() == QLatin1String("link-copy")) a->setVisible(false);  // links of a page lead nowhere else
  menu->addSeparator();
  addFilterMenu(*menu, *filterBar_, terms);
  menu->exec(page.viewport()->mapToGlobal(at));
}

}  // namespace pw::ui
