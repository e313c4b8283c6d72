// The list of all protocols.
#pragma once
#include "core/walk/registry.h"

namespace pw {

/// Builds the registry of every protocol in this program. Made once at start and kept.
Registry allProtocols();

}  // namespace pw
