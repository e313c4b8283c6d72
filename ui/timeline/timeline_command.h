// plainwire --timeline N -r FILE -o PICTURE: a conversation's timeline as a file, without a window.
#pragma once
#include <QString>

#include "core/report/messages.h"
#include "core/walk/registry.h"
#include "ui/style/theme.h"

namespace pw::ui {

struct TimelineOptions {
  QString stream;   ///< tcp.stream
  QString capture;  ///< file, "-" for standard input
  QString target;   ///< .svg, .png or .pdf
  QString packets;  ///< "FROM-TO" by frame.number, or empty for all
  QString scale;    ///< "readable", "even" or "true"
  bool showAll = false;
};

/// Says on standard error what goes wrong. 0; 1: the command line is wrong; 2: a file cannot be read or
/// written, or does not hold what was asked for.
int writeTimeline(const TimelineOptions& options, const Registry& registry, const Theme& theme,
                  Language language);

}  // namespace pw::ui
