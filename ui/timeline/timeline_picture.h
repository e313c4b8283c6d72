// A timeline written to a file: SVG, PNG or PDF.
#pragma once
#include <QFont>
#include <QString>

#include "ui/style/palette.h"
#include "ui/timeline/ladder_model.h"
#include "ui/timeline/ladder_words.h"

namespace pw::ui {

struct PictureOptions {
  const Palette* palette = &lightPalette();
  QFont mono{};
  Language language = Language::english;
  LadderOptions ladder{};
  std::uint32_t first = 0, last = UINT32_MAX;  ///< items
  int width = 1100;                            ///< pixels
};

struct PictureOutcome {
  QString problem{};  ///< why there is no file; empty where there is
  std::size_t rows = 0, allRows = 0;
  bool cut = false;  ///< rows past a bound were left out; the picture says so as well
};

/// Rows that a picture may have.
inline constexpr std::size_t kMostPictureRows = 2000;
/// Whether a file of this name would be a picture that can be written.
bool isPictureName(const QString& path);

/// GUI thread; needs no window. The format follows from the name.
PictureOutcome saveTimelinePicture(const LadderModel& model, const PictureOptions& options,
                                   const QString& path);

}  // namespace pw::ui
