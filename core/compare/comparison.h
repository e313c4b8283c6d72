// Two conversations side by side.
#pragma once
#include <vector>

#include "core/compare/flow_steps.h"

namespace pw {

/// A step of the left, of the right, or of both, that are beside each other.
struct ComparedStep {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  StepKind kind = StepKind::opening;
  std::uint32_t number = 0;  ///< as in FlowStep
  std::uint32_t step[2] = {kNone, kNone};  ///< into FlowSteps::steps of left and right
};

/// Aligned by what the steps are: request k beside request k, whether it is open or sealed. In the order of both; a
/// handshake that came after some requests (STARTTLS) stands where it came.
std::vector<ComparedStep> alignSteps(const FlowSteps& left, const FlowSteps& right);

}  // namespace pw
