// The capture that the window shows: opening, loading, reloading, capturing live, and what people add to it.
#pragma once
#include <QObject>
#include <QTimer>
#include <QUndoStack>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "core/capture/live_capture.h"
#include "core/engine/session.h"
#include "ui/document/mark_set.h"

namespace pw::ui {

/// Packets that follow each other.
struct MarkRun {
  std::uint32_t first = 0, last = 0;
};

/// One for a window, on the GUI thread; the registry must outlive it. The file is opened and read on other
/// threads; what they have done is looked at 30 times a second and told by signals.
class CaptureDocument : public QObject {
  Q_OBJECT

 public:
  explicit CaptureDocument(const Registry& registry, QObject* parent = nullptr);
  ~CaptureDocument() override;

  /// Closes what is open and starts to open a file; opened() or failed() follows.
  void open(const QString& path);
  /// Closes what is open and begins to capture; opened() or captureFailed() follows, then captureEnded() and loaded().
  void capture(CaptureOptions options);
  /// Nothing more is captured; what came before stays.
  void stopCapture();
  /// Opens the same file again: it may have grown. Marks and time references stay.
  void reload();
  void close();
  /// Ends loading, and capturing; what was read stays.
  void cancel();

  [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
  /// Of the file; empty for a live capture that is not saved.
  [[nodiscard]] const QString& path() const noexcept { return path_; }
  /// What people call it: the name of the file, or of the interfaces.
  [[nodiscard]] QString name() const;
  /// Null while nothing is open. Jobs on other threads keep a copy, so that the capture outlives them.
  [[nodiscard]] const std::shared_ptr<Session>& session() const noexcept { return session_; }
  [[nodiscard]] bool isOpen() const noexcept { return session_ != nullptr; }
  [[nodiscard]] bool isOpening() const noexcept { return opening_ != nullptr || starting_; }
  /// The live capture that is shown, also when it has ended; null for a file.
  [[nodiscard]] const std::shared_ptr<LiveCapture>& live() const noexcept { return live_; }
  /// From the start of a live capture until nothing more comes.
  [[nodiscard]] bool isCapturing() const noexcept { return live_ && live_->state() != CaptureState::ended; }
  /// Packets were captured that go when this is closed.
  [[nodiscard]] bool hasUnsavedRecording() const;
  /// The recording, as far as it goes now, is in a file.
  void setRecordingSaved(const QString& path);
  [[nodiscard]] bool isLoading() const noexcept {
    return session_ && session_->state() == SessionState::loading;
  }
  [[nodiscard]] const Trace& trace() const noexcept { return session_->trace(); }
  /// Packets that the window knows of: never more than the trace has, and only changed by rowsChanged().
  [[nodiscard]] std::uint32_t rows() const noexcept { return rows_; }
  /// Conversation of a packet; invalid where it has none, or is not there yet: while a file is read again, what was
  /// selected is still to come.
  [[nodiscard]] FlowId flowOf(std::optional<std::uint32_t> packet) const {
    return packet && isOpen() && *packet < rows_ ? trace().row(PacketId{*packet}).flow : FlowId{};
  }
  /// Loaded share, 0 to 1; below 0 where it is not known.
  [[nodiscard]] double progress() const noexcept;

  [[nodiscard]] const MarkSet& marks() const noexcept { return marks_; }
  [[nodiscard]] const MarkSet& timeReferences() const noexcept { return references_; }
  void setMarked(std::uint32_t first, std::uint32_t last, bool on);
  /// Rising packets, in one step.
  void setMarked(const std::vector<std::uint32_t>& packets, bool on);
  void toggleTimeReference(std::uint32_t packet);
  [[nodiscard]] std::vector<std::string> comments(std::uint32_t packet) const;
  void setComments(std::uint32_t packet, std::vector<std::string> comments);
  [[nodiscard]] QUndoStack& undoStack() noexcept { return undo_; }
  /// Comments that no file has yet.
  [[nodiscard]] bool hasUnsavedComments() const noexcept { return commentEdits_ != savedEdits_; }
  /// Counts the changes to comments, undone ones backwards.
  [[nodiscard]] int commentEdits() const noexcept { return commentEdits_; }
  /// A file was written that has all comments as they were at this count.
  void setSaved(int commentEdits) noexcept { savedEdits_ = commentEdits; }

 Q_SIGNALS:
  /// A new capture is there, with no rows yet. `reloaded`: the file that was open before.
  void opened(bool reloaded);
  void failed(const pw::FileProblem& problem);
  /// A live capture could not begin. `interface`: the one concerned, if any.
  void captureFailed(const pw::CaptureProblem& problem, const QString& interface);
  /// Nothing more is captured; what was captured may still have to be read.
  void captureEnded();
  void rowsChanged(std::uint32_t rows);
  /// Loading is over: finished, stopped, or at a problem of the file.
  void loaded();
  void closed();
  /// Marks, comments or time references changed.
  void annotationsChanged();

 private:
  struct Opening;
  friend class MarkCommand;
  friend class CommentCommand;

  void start(const QString& path, bool again);
  void drop();
  void poll();
  void pollOpening();
  void pollStarting();
  void show(std::unique_ptr<PacketSource> source, bool again);
  void retire();

  const Registry& registry_;
  QString path_;
  std::shared_ptr<Opening>
      opening_;  // shared with the thread that opens: an open() that hangs must not hang us
  std::shared_ptr<LiveCapture> live_;
  bool starting_ = false, endTold_ = false;
  std::optional<CaptureOptions> wanted_;  // begins when captures before it have ended: it may write the same file
  std::uint64_t savedPackets_ = 0;  // of live_
  std::shared_ptr<Session> session_;
  std::uint32_t rows_ = 0;
  bool loadedTold_ = false;
  QTimer timer_;
  MarkSet marks_, references_;
  QUndoStack undo_;
  int commentEdits_ = 0, savedEdits_ = 0;
  // Waits for the end of captures that nobody looks at any more.
  std::shared_ptr<std::atomic<int>> retired_ = std::make_shared<std::atomic<int>>(0);  // how many still run
  std::jthread retiring_;
};

}  // namespace pw::ui
