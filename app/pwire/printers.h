// What is printed of each packet while the engine runs.
#pragma once
#include <memory>

#include "app/pwire/options.h"
#include "core/engine/engine.h"
#include "core/report/output.h"

namespace pw::cli {

/// Prints each packet as it comes. One thread.
class Printer : public PacketObserver {
 public:
  /// What stands behind the last packet.
  virtual void finish() {}
};

/// A printer in the wanted form. Null where no packets are printed (-q, -w). All arguments outlive it.
/// `promptly`: what is ready is handed over before waiting for more packets.
std::unique_ptr<Printer> makePrinter(const Options& options, const Registry& registry, Output& out,
                                     bool promptly);

}  // namespace pw::cli
