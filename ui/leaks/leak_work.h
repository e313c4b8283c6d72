// What runs on the thread of the eavesdropper panel: a slice of the capture at a time.
#pragma once
#include <QString>
#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

#include "core/engine/session.h"
#include "ui/leaks/leak_results.h"

namespace pw::ui {

enum class ReportFormat : std::uint8_t { html, json, text };

struct ReportRequest {
  QString path;
  ReportFormat format = ReportFormat::html;
  bool showSecrets = false;
};

/// Belongs to the thread that reads while a slice runs, to the window's in between.
class LeakWork {
 public:
  LeakWork(std::shared_ptr<Session> session, const Registry& registry);

  /// Reads on up to packet `to`, but no longer than `milliseconds`, or until the window wants to have it back.
  void slice(std::uint32_t to, int milliseconds, const std::stop_token& stop, std::atomic<std::uint64_t>& done);
  /// Any thread: ends a slice early.
  void handOver() noexcept { wanted_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] std::uint32_t packets() const noexcept { return finder_.packets(); }

  /// Brings what the window has up to date.
  void tell(LeakResults& results) const;
  [[nodiscard]] ReadableBytes meterOf(FlowId flow) const noexcept { return finder_.meter().flow(flow); }
  [[nodiscard]] std::optional<SealedLedger> ledgerOf(FlowId flow) const;
  /// Writes a file of all packets up to `to`. Empty where all went well, else what the system says.
  QString save(const ReportRequest& request, std::uint32_t to, Language language, const NameBook& names,
               const std::string& file, const std::stop_token& stop, std::atomic<std::uint64_t>& done);

 private:
  void read(std::uint32_t to, const std::stop_token& stop);
  void group();
  void pair();
  void heads();
  [[nodiscard]] SealedHead headOf(const SealedFlow& flow) const;

  std::shared_ptr<Session> session_;
  const Registry& registry_;
  LeakFinder finder_;
  FindingTexts texts_;
  LeakGrouping grouping_;
  std::vector<std::uint32_t> groupOf_;  ///< by finding
  std::vector<std::uint32_t> userOf_;   ///< by group
  std::size_t paired_ = 0;
  std::vector<SealedHead> heads_;
  std::vector<std::size_t> detailsTold_;  ///< by head
  ReadableBytes all_;
  std::atomic<bool> wanted_{false};
};

}  // namespace pw::ui
