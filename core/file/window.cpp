#include "core/file/window.h"

#include <algorithm>

namespace pw {

void Window::splice(std::size_t wanted) {
  if (!spliced_) {
    splice_.assign(at_, end_);
    rest_ = {};
    spliced_ = true;
  } else {
    splice_.erase(splice_.begin(), splice_.end() - static_cast<std::ptrdiff_t>(left()));
  }
  const std::size_t n = std::min(wanted - splice_.size(), rest_.size());
  splice_.insert(splice_.end(), rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(n));
  rest_ = rest_.subspan(n);
  at_ = splice_.data();
  end_ = at_ + splice_.size();
}

Window::Fill Window::fill(std::size_t n) {
  while (!has(n)) {
    if (left() != 0 || spliced_) splice(n);  // before the next block takes the place of this one
    if (has(n)) break;
    ByteView block;
    switch (blocks_->next(block)) {
      case ReadAhead::Next::idle: return Fill::idle;
      case ReadAhead::Next::end: return Fill::end;
      case ReadAhead::Next::block: break;
    }
    if (left() == 0) {
      spliced_ = false;
      at_ = block.data();
      end_ = at_ + block.size();
    } else {
      rest_ = block;
    }
  }
  return Fill::ok;
}

}  // namespace pw
