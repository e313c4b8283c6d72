// The capture that the window shows: opening, loading, reloading, and what people add to it.
#pragma once
#include <QObject>
#include <QTimer>
#include <QUndoStack>
#include <filesystem>
#include <memory>
#include <optional>

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
  /// Opens the same file again: it may have grown. Marks and time references stay.
  void reload();
  void close();
  /// Ends loading; what was read stays.
  void cancel();

  [[nodiscard]] const Registry& registry() const noexcept { return registry_; }
  [[nodiscard]] const QString& path() const noexcept { return path_; }
  /// Null while nothing is open. Jobs on other threads keep a copy, so that the capture outlives them.
  [[nodiscard]] const std::shared_ptr<Session>& session() const noexcept { return session_; }
  [[nodiscard]] bool isOpen() const noexcept { return session_ != nullptr; }
  [[nodiscard]] bool isOpening() const noexcept { return opening_ != nullptr; }
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

  const Registry& registry_;
  QString path_;
  std::shared_ptr<Opening>
      opening_;  // shared with the thread that opens: an open() that hangs must not hang us
  std::shared_ptr<Session> session_;
  std::uint32_t rows_ = 0;
  bool loadedTold_ = false;
  QTimer timer_;
  MarkSet marks_, references_;
  QUndoStack undo_;
  int commentEdits_ = 0, savedEdits_ = 0;
};

}  // namespace pw::ui
