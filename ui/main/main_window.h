// The window: puts the panes together and gives every command a menu entry and a key.
#pragma once
#include <QElapsedTimer>
#include <QMainWindow>
#include <deque>
#include <functional>
#include <map>

#include "core/compare/flow_steps.h"
#include "core/report/messages.h"
#include "ui/capture/capture_choice.h"
#include "ui/capture/capture_probe.h"
#include "ui/document/capture_document.h"
#include "ui/document/selected_packet.h"
#include "ui/i18n/language.h"
#include "ui/jobs/background_job.h"
#include "ui/main/command_table.h"
#include "ui/save/save_packets.h"
#include "ui/style/theme.h"

class QActionGroup;
class QDockWidget;
class QLabel;
class QSettings;
class QStackedWidget;
class QTextBrowser;

namespace pw::ui {

class BytesPane;
class CaptureStatus;
class ComparePane;
class DetailView;
class ExpertPane;
class FilterBar;
class FindBar;
class FlowsPane;
class FollowPane;
class LadderView;
class LeaksPane;
class LearnedNames;
class LoadBar;
class NoticeBar;
class ObjectsPane;
class PacketListView;
class ShownPackets;
class StoryPane;
class TimelinePane;
class WelcomePage;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// Registry, theme and language must outlive the window.
  MainWindow(const Registry& registry, Theme& theme, LanguageSwitch& language, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Asks first where something is not saved.
  void openFile(const QString& path);
  /// The same; the choice is remembered.
  void startCapture(const CaptureChoice& choice);

  [[nodiscard]] CaptureDocument& document() noexcept { return *document_; }
  [[nodiscard]] SelectedPacket& selected() noexcept { return *packet_; }
  [[nodiscard]] PacketListView& list() noexcept { return *list_; }
  [[nodiscard]] DetailView& details() noexcept { return *details_; }
  [[nodiscard]] BytesPane& bytes() noexcept { return *bytes_; }
  [[nodiscard]] TimelinePane& timeline() noexcept { return *timeline_; }
  [[nodiscard]] FilterBar& filterBar() noexcept { return *filterBar_; }
  [[nodiscard]] ShownPackets& shown() noexcept { return *shown_; }
  [[nodiscard]] FindBar& findBar() noexcept { return *findBar_; }
  [[nodiscard]] NoticeBar& notice() noexcept { return *notice_; }
  [[nodiscard]] LearnedNames& names() noexcept { return *names_; }
  [[nodiscard]] FlowsPane& flows() noexcept { return *flows_; }
  [[nodiscard]] StoryPane& story() noexcept { return *story_; }
  [[nodiscard]] ExpertPane& expert() noexcept { return *expert_; }
  [[nodiscard]] FollowPane& follow() noexcept { return *follow_; }
  [[nodiscard]] ObjectsPane& objects() noexcept { return *objects_; }
  [[nodiscard]] ComparePane& comparison() noexcept { return *comparePane_; }
  [[nodiscard]] LeaksPane& leaks() noexcept { return *leaks_; }
  [[nodiscard]] WelcomePage& welcome() noexcept { return *welcome_; }
  [[nodiscard]] CaptureProbe& probe() noexcept { return *probe_; }
  [[nodiscard]] CaptureStatus& captureStatus() noexcept { return *captureStatus_; }
  [[nodiscard]] QAction& action(Command command) { return *actions_.at(command); }
  /// Puts panes, columns and sizes back as they are in a new window.
  void resetLayout();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  // construction: main_window.cpp
  void buildPanes();
  void arrangeDocks();
  void connectPanes();

  // conversations: main_window_flows.cpp
  void buildFlowDocks();
  void connectFlowPanes();
  void connectComparePane();
  void placeFlowDocks();
  void bringToFront(QDockWidget* dock);
  void showDock(QDockWidget* dock);
  void retranslateFlowDocks();
  void updateFlowActions();
  void readFlowSettings(const QSettings& settings);
  void writeFlowSettings(QSettings& settings) const;

  // live captures: main_window_capture.cpp
  void connectCapture();
  void startChosen();
  void chooseCapture();
  void startPrivate();
  void restartCapture();
  void beginCapture();
  void stopCapture();
  void onCaptureFailed(const CaptureProblem& problem, const QString& interface);
  void onCaptureEnded();
  void tellCaptureProblem(const CaptureProblem& problem, const QString& interface, bool serious);
  void tellRootOnce();
  void unlessUnsaved(std::function<void()> then);
  void updateCaptureActions();

  // what others can read: main_window_leaks.cpp
  void buildLeaksDock();

  // the timeline's dock: main_window_timeline.cpp
  void buildTimelineDock();
  void placeTimelineDock();
  void showTimeline();

  // what conversations say: main_window_follow.cpp
  void buildFollowDocks();
  void connectFollowPanes();
  void placeFollowDocks();
  void followStream(bool decoded);
  void showObjects();
  void addFollowActions(QMenu& menu);
  void retranslateFollowDocks();
  void updateFollowActions();
  bool findInFollow(std::optional<bool> forward);

  // colours of rows: main_window_colours.cpp
  void addColourMenu(QMenu* view);
  void addConversationColours(QMenu& menu);
  void paintColourIcons();
  void colourFlow(int number);
  void setColouring(bool on);
  void editColourRules();
  void readColourSettings(const QSettings& settings);
  void updateColourActions(bool rows);

  // menus: main_window_menus.cpp
  void buildActions();
  void buildMenus();
  QAction* addCommand(QMenu* menu, Command command);
  void addChoice(QMenu* menu, std::initializer_list<Command> commands);
  QMenu* addMenu(QMenu* parent, const char* title);
  void run(Command command);
  void retranslate();
  void updateActions();
  void paintIcons();
  void fillRecentMenu();
  void showListMenu(const QPoint& inList);
  void showHeaderMenu(const QPoint& global, int column);

  // what commands do: main_window_commands.cpp
  void chooseFile();
  void reload();
  void closeFile();
  void copyRows(bool csv);
  void copyBytes(QString (*make)(ByteView));
  void goToPacket();
  void step(int rows);
  void goBack(bool back);
  void toggleMark();
  void markAll(bool on);
  void goToMark(bool forward);
  void toggleTimeReference();
  void editComment();
  void addColumnByName();
  void jumpTo(std::uint32_t packet);
  void showPlace(const BytePlace& place);

  // which packets are shown: main_window_filter.cpp
  void buildFilterBar();
  void connectFilterBar();
  void onFilterProgress();
  bool showPacket(std::uint32_t packet);
  void filterToFlow();
  void addCellFilters(QMenu& menu, const QPoint& inList);
  void visit(std::uint32_t packet);

  // filters of what panes show: main_window_filter_menus.cpp
  void connectFilterMenus();
  void connectExpertMenu();
  void connectPlaceMenus();
  void connectPageMenus();
  [[nodiscard]] QStringList termsOfPacket(std::optional<std::uint32_t> packet) const;
  [[nodiscard]] QStringList termsOfLadder(LadderView& ladder, const QPoint& at) const;
  void showFilterMenu(const QStringList& terms, const QPoint& global);
  void showPageMenu(QTextBrowser& page, const QPoint& at, const QStringList& terms);

  // what runs beside the window: main_window_jobs.cpp
  void find(bool forward);
  void goInFlow(bool forward);
  void save();
  void saveAs();
  void startSaving(SaveRequest request);
  void onSaved(const SaveOutcome& outcome);
  static SaveOutcome saveLive(const LiveCapture& live, Session& session, const SaveRequest& request,
                              const std::stop_token& stop, std::atomic<std::uint64_t>& done);

  // state: main_window_state.cpp
  void readSettings();
  void writeSettings();
  void showPanes(bool show);
  void noteRecent(const QString& path);
  bool mayDiscard();
  bool mayStopSaving();

  // what the document tells: main_window_status.cpp
  void onOpened(bool reloaded);
  void onFailed(const FileProblem& problem);
  void onRows(std::uint32_t rows);
  void onLoaded();
  void onClosed();
  void onNode();
  void updateStatus();
  void updateTitle();
  void showProblem(const FileProblem& problem, bool serious);
  void tell(std::function<QString()> words, bool serious);
  [[nodiscard]] pw::Language spoken() const noexcept;

  Theme& theme_;
  LanguageSwitch& language_;
  CaptureDocument* document_;
  SelectedPacket* packet_;
  QStackedWidget* pages_ = nullptr;
  QWidget* listPage_ = nullptr;
  NoticeBar* notice_ = nullptr;
  FindBar* findBar_ = nullptr;
  CaptureProbe* probe_ = nullptr;
  CaptureStatus* captureStatus_ = nullptr;
  WelcomePage* welcome_ = nullptr;
  ShownPackets* shown_;
  FilterBar* filterBar_ = nullptr;
  PacketListView* list_ = nullptr;
  DetailView* details_ = nullptr;
  BytesPane* bytes_ = nullptr;
  QLabel* fieldHelp_ = nullptr;
  QDockWidget *detailDock_ = nullptr, *bytesDock_ = nullptr;
  LearnedNames* names_ = nullptr;
  FlowsPane* flows_ = nullptr;
  StoryPane* story_ = nullptr;
  ExpertPane* expert_ = nullptr;
  ComparePane* comparePane_ = nullptr;
  QDockWidget *flowsDock_ = nullptr, *storyDock_ = nullptr, *expertDock_ = nullptr, *compareDock_ = nullptr;
  LeaksPane* leaks_ = nullptr;
  QDockWidget* leaksDock_ = nullptr;
  FollowPane* follow_ = nullptr;
  ObjectsPane* objects_ = nullptr;
  QDockWidget *followDock_ = nullptr, *objectsDock_ = nullptr;
  TimelinePane* timeline_ = nullptr;
  QDockWidget* timelineDock_ = nullptr;
  QLabel *fileStatus_ = nullptr, *countStatus_ = nullptr, *fieldStatus_ = nullptr;
  LoadBar *loadBar_ = nullptr, *saveBar_ = nullptr, *filterProgress_ = nullptr;
  QElapsedTimer filterRuns_;

  std::map<Command, QAction*> actions_;
  std::vector<std::pair<QMenu*, const char*>> menus_;
  QMenu* recentMenu_ = nullptr;
  std::vector<QActionGroup*> groups_;

  bool freshLayout_ = false;  // docks were never arranged in a window that has its size
  QByteArray hiddenPanes_;  // layout of the docks while no capture is open and they are hidden
  BackgroundJob flowJob_, saveJob_;
  std::function<QString()> told_;  // what notice_ says, to say it in another language
  bool toldSerious_ = false;
  std::optional<CaptureOptions> lastCapture_;
  std::function<void()> saveThen_;  // what was put off until the capture is saved
  bool rootTold_ = false, leaving_ = false;

  std::vector<std::uint32_t> history_;  // packets visited by jumps
  std::size_t historyAt_ = 0;
  bool inHistory_ = false;
  struct Place {
    std::uint32_t packet = 0, first = 0;
  };
  std::optional<Place> placeToRestore_;  // after a reload, once so many rows are there
};

}  // namespace pw::ui
