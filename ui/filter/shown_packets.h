// Which packets the list shows: all, or those that pass the filter. The one place where rows become packets.
#pragma once
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/filter/filter.h"
#include "ui/document/capture_document.h"

namespace pw::ui {

/// One for a window, made before the list. GUI thread; the document must outlive it. Packets are asked on other threads,
/// and what they find is taken over many times a second; nothing here waits for a run that is given up.
class ShownPackets : public QObject {
  Q_OBJECT

 public:
  explicit ShownPackets(CaptureDocument& document, QObject* parent = nullptr);
  ~ShownPackets() override;

  /// Ends what runs. Results of the filters used last are kept, so that going back to one is instant.
  void apply(Filter filter);
  /// Ends what runs; what was found stays, and packets behind it are not asked.
  void stop();

  [[nodiscard]] const Filter& filter() const noexcept { return filter_; }
  /// Some packets may be hidden.
  [[nodiscard]] bool isFiltered() const noexcept { return !filter_.passesAll(); }
  [[nodiscard]] bool isRunning() const noexcept { return scan_ != nullptr; }
  [[nodiscard]] bool isStopped() const noexcept { return stopped_; }
  /// Packets below this were asked.
  [[nodiscard]] std::uint32_t tested() const noexcept { return isFiltered() ? tested_ : document_.rows(); }
  [[nodiscard]] bool isComplete() const noexcept { return tested() == document_.rows(); }

  [[nodiscard]] std::uint32_t count() const noexcept {
    return isFiltered() ? static_cast<std::uint32_t>(packets_.size()) : document_.rows();
  }
  /// `row` < count().
  [[nodiscard]] std::uint32_t packetAt(std::uint32_t row) const noexcept { return isFiltered() ? packets_[row] : row; }
  /// Nothing for a packet that is hidden. O(log n).
  [[nodiscard]] std::optional<std::uint32_t> rowOf(std::uint32_t packet) const noexcept;
  /// The row of the packet, or of the shown one that is nearest. Nothing where none is shown.
  [[nodiscard]] std::optional<std::uint32_t> nearestRow(std::uint32_t packet) const noexcept;
  /// Rows of packets below this one. O(log n).
  [[nodiscard]] std::uint32_t rowsBefore(std::uint32_t packet) const noexcept;
  /// Packets of rows [first, last], for work on other threads.
  [[nodiscard]] std::vector<std::uint32_t> packets(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] std::vector<std::uint32_t> packets() const;

 Q_SIGNALS:
  /// Rows stand for other packets now.
  void replaced();
  /// Rows were added at the end, or more packets were asked.
  void grew();
  /// The run is over, or was stopped.
  void ended();

 private:
  struct Scan;
  struct Kept {
    Filter filter;
    std::vector<std::uint32_t> packets;
    std::uint32_t tested = 0;
  };

  void onOpened();
  void onClosed();
  void onRows();
  void onLoaded();
  void onAnnotations();
  void clear();
  void keep();
  bool takeKept();
  void begin();
  void abandon();
  void poll();
  void reap();

  CaptureDocument& document_;
  Filter filter_;
  std::vector<std::uint32_t> packets_;
  std::uint32_t tested_ = 0;
  bool stopped_ = false;
  bool early_ = false;  // some were asked while the capture was loading
  int commentEdits_ = 0;
  std::shared_ptr<Scan> scan_;
  std::vector<std::shared_ptr<Scan>> leaving_;  // asked to stop, not yet over
  std::vector<Kept> kept_;                      // latest last
  QTimer timer_;
};

}  // namespace pw::ui
