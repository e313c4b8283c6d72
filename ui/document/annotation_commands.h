// Steps that can be undone: marks and comments.
#pragma once
#include <QUndoCommand>

#include "ui/document/capture_document.h"

namespace pw::ui {

/// Marks or unmarks packets, rising. Keeps the marks as they were: a bit a packet.
class MarkCommand : public QUndoCommand {
 public:
  MarkCommand(CaptureDocument& document, std::vector<MarkRun> runs, bool on);
  void redo() override;
  void undo() override;

 private:
  CaptureDocument& document_;
  std::vector<MarkRun> runs_;
  bool on_;
  MarkSet before_;
};

class CommentCommand : public QUndoCommand {
 public:
  CommentCommand(CaptureDocument& document, std::uint32_t packet, std::vector<std::string> before,
                 std::vector<std::string> after);
  void redo() override { put(after_, 1); }
  void undo() override { put(before_, -1); }

 private:
  void put(const std::vector<std::string>& comments, int step);

  CaptureDocument& document_;
  std::uint32_t packet_;
  std::vector<std::string> before_, after_;
};

}  // namespace pw::ui
