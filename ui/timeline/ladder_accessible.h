// The timeline as screen readers see it: a list whose children are the rows in sight.
#pragma once

namespace pw::ui {

/// Makes QAccessible know LadderView. May be called again without effect.
void installLadderAccessibility();

}  // namespace pw::ui
