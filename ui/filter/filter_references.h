// `${field}` in a filter: values of the packet that is selected.
#pragma once
#include <QString>

#include "core/filter/filter.h"
#include "ui/document/selected_packet.h"

namespace pw::ui {

/// Fields that a filter takes from the selected packet, macros filled in; each once.
std::vector<std::string> referencesIn(const Filter& filter);

struct TakenReferences {
  FilterReferences values;
  std::string missing;  ///< a field that the packet does not have; empty: none
};
/// Their values in the packet that is selected now.
TakenReferences takeReferences(const std::vector<std::string>& fields, const SelectedPacket& packet);

}  // namespace pw::ui
