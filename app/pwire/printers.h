// What is printed of each packet while the engine runs.
#pragma once
#include <memory>

#include "app/pwire/options.h"
#include "core/engine/engine.h"
#include "core/report/output.h"

namespace pw::cli {

/// An observer that prints in the wanted form. Null where nothing is printed (-q).
std::unique_ptr<PacketObserver> makePrinter(const Options& options, const Registry& registry, Output& out);

}  // namespace pw::cli
