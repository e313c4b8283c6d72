#include "ui/main/main_window.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/bytes/bytes_pane.h"
#include "ui/capture/capture_status.h"
#include "ui/capture/private_note.h"
#include "ui/details/detail_view.h"
#include "ui/filter/filter_bar.h"
#include "ui/find/find_bar.h"
#include "ui/main/load_bar.h"
#include "ui/main/notice_bar.h"
#include "ui/packetlist/new_rows_button.h"
#include "ui/packetlist/packet_list_view.h"
#include "ui/welcome/welcome_page.h"

namespace pw::ui {

MainWindow::MainWindow(const Registry& registry, Theme& theme, LanguageSwitch& language, QWidget* parent)
    : QMainWindow(parent),
      theme_(theme),
      language_(language),
      document_(new CaptureDocument(registry, this)),
      packet_(new SelectedPacket(*document_, this)),
      shown_(new ShownPackets(*document_, this)) {
  setObjectName(QStringLiteral("MainWindow"));
  setAcceptDrops(true);
  resize(1280, 800);
  buildPanes();
  buildFlowDocks();
  buildFollowDocks();
  buildLeaksDock();
  buildActions();
  buildMenus();
  connectPanes();
  connectFlowPanes();
  connectFollowPanes();
  connectCapture();
  connectFilterBar();
  resetLayout();
  readSettings();
  retranslate();
  paintIcons();
  onClosed();
}

MainWindow::~MainWindow() {
  packet_->select(std::nullopt);
  document_->close();
}

void MainWindow::buildPanes() {
  pages_ = new QStackedWidget(this);
  probe_ = new CaptureProbe(this);
  welcome_ = new WelcomePage(*probe_, theme_, language_, pages_);
  listPage_ = new QWidget(pages_);
  buildFilterBar();
  findBar_ = new FindBar(*document_, *shown_, listPage_);
  list_ = new PacketListView(*document_, *shown_, theme_, listPage_);
  auto* rows = new QVBoxLayout(listPage_);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(filterBar_);
  rows->addWidget(new PrivateNote(*document_, theme_, listPage_));
  rows->addWidget(findBar_);
  rows->addWidget(list_, 1);
  new NewRowsButton(*document_, *shown_, *list_, theme_);
  findBar_->hide();
  pages_->addWidget(welcome_);
  pages_->addWidget(listPage_);
  auto* central = new QWidget(this);
  auto* whole = new QVBoxLayout(central);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  notice_ = new NoticeBar(theme_, central);
  whole->addWidget(notice_);
  whole->addWidget(pages_, 1);
  setCentralWidget(central);

  detailDock_ = new QDockWidget(this);
  detailDock_->setObjectName(QStringLiteral("DetailDock"));
  auto* detailPane = new QWidget(detailDock_);
  auto* column = new QVBoxLayout(detailPane);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  details_ = new DetailView(*packet_, theme_, detailPane);
  details_->setObjectName(QStringLiteral("DetailTree"));
  fieldHelp_ = new QLabel(detailPane);
  fieldHelp_->setWordWrap(true);
  fieldHelp_->setMargin(4);
  fieldHelp_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(details_, 1);
  column->addWidget(fieldHelp_);
  detailDock_->setWidget(detailPane);

  bytesDock_ = new QDockWidget(this);
  bytesDock_->setObjectName(QStringLiteral("BytesDock"));
  bytes_ = new BytesPane(*packet_, theme_, bytesDock_);
  bytesDock_->setWidget(bytes_);

  buildTimelineDock();

  fileStatus_ = new QLabel(this);
  countStatus_ = new QLabel(this);
  fieldStatus_ = new QLabel(this);
  loadBar_ = new LoadBar(this);
  statusBar()->addWidget(fileStatus_);
  statusBar()->addWidget(countStatus_);
  saveBar_ = new LoadBar(this);
  saveBar_->hide();
  captureStatus_ = new CaptureStatus(*document_, theme_, this);
  statusBar()->addWidget(captureStatus_);
  statusBar()->addWidget(loadBar_);
  statusBar()->addWidget(filterProgress_);
  statusBar()->addWidget(saveBar_);
  statusBar()->addPermanentWidget(fieldStatus_);
}

void MainWindow::connectPanes() {
  connect(document_, &CaptureDocument::opened, this, &MainWindow::onOpened);
  connect(document_, &CaptureDocument::failed, this, &MainWindow::onFailed);
  connect(document_, &CaptureDocument::rowsChanged, this, &MainWindow::onRows);
  connect(document_, &CaptureDocument::loaded, this, &MainWindow::onLoaded);
  connect(document_, &CaptureDocument::closed, this, &MainWindow::onClosed);
  connect(document_, &CaptureDocument::annotationsChanged, this, [this] {
    packet_->refresh();
    updateActions();
    updateStatus();
    updateTitle();
  });
  connect(findBar_, &FindBar::findRequested, this, &MainWindow::find);
  connect(findBar_, &FindBar::found, this, &MainWindow::jumpTo);
  connect(findBar_, &FindBar::left, this, [this] { list_->setFocus(); });
  connect(&saveJob_, &BackgroundJob::progressed, saveBar_, &LoadBar::setProgress);
  connect(&saveJob_, &BackgroundJob::ended, saveBar_, &QWidget::hide);
  connect(saveBar_, &LoadBar::cancelled, this, [this] {
    saveThen_ = nullptr;
    saveJob_.cancel();
  });
  connect(loadBar_, &LoadBar::cancelled, document_, &CaptureDocument::cancel);

  connect(list_, &PacketListView::packetChanged, packet_, &SelectedPacket::select);
  connect(list_, &PacketListView::selectionChanged, this, [this] {
    updateActions();
    updateStatus();
  });
  connect(list_, &PacketListView::headerMenuRequested, this, &MainWindow::showHeaderMenu);
  connect(list_, &QWidget::customContextMenuRequested, this,
          [this](const QPoint& at) { showListMenu(at); });
  connect(list_, &PacketListView::activated, this, [this] { details_->setFocus(); });
  connect(packet_, &SelectedPacket::packetChanged, this, &MainWindow::onNode);
  connect(packet_, &SelectedPacket::packetChanged, this, &MainWindow::updateFollowActions);
  connect(packet_, &SelectedPacket::nodeChanged, this, &MainWindow::onNode);
  connect(details_, &DetailView::columnRequested, list_, &PacketListView::addFieldColumn);
  connect(details_, &DetailView::packetRequested, this, &MainWindow::jumpTo);

  connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::chooseFile);
  connect(welcome_, &WelcomePage::fileRequested, this, &MainWindow::openFile);
  connect(&theme_, &Theme::changed, this, [this] {
    paintIcons();
    onNode();
  });
}

void MainWindow::arrangeDocks() {
  for (QDockWidget* dock : {detailDock_, bytesDock_}) {
    dock->setFloating(false);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->show();
  }
  splitDockWidget(detailDock_, bytesDock_, Qt::Horizontal);
  resizeDocks({detailDock_, bytesDock_}, {540, 460}, Qt::Horizontal);
  resizeDocks({detailDock_, bytesDock_}, {380, 380}, Qt::Vertical);
  placeTimelineDock();
  placeFlowDocks();
  placeFollowDocks();
}

void MainWindow::resetLayout() {
  // Docks that are hidden cannot be brought to the front: they are arranged when a capture shows them.
  if (hiddenPanes_.isEmpty())
    arrangeDocks();
  else
    freshLayout_ = true;
  list_->resetColumns();
}

void MainWindow::openFile(const QString& path) {
  unlessUnsaved([this, path] {
    document_->open(path);
    updateStatus();
  });
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!leaving_ && document_->hasUnsavedRecording() && mayStopSaving()) {
    event->ignore();
    unlessUnsaved([this] {
      leaving_ = true;
      QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);  // not within this attempt
    });
    return;
  }
  if (!leaving_ && (!mayStopSaving() || !mayDiscard())) {
    event->ignore();
    return;
  }
  writeSettings();
  event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
  QMainWindow::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.size() != 1 || !urls.front().isLocalFile()) return;
  event->acceptProposedAction();
  openFile(urls.front().toLocalFile());
}

}  // namespace pw::ui
