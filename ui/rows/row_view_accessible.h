// Lists of rows as screen readers see them: a list whose children are the rows on screen.
#pragma once

namespace pw::ui {

/// Makes QAccessible know RowView. May be called again without effect.
void installRowViewAccessibility();

}  // namespace pw::ui
