// Every command of the window: its text and its keys, in one table that menus, tool bar and the list of keys
// share.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "ui/style/shapes.h"

namespace pw::ui {

enum class Command : std::uint8_t {
  open,
  reload,
  save,
  saveAs,
  closeFile,
  quit,
  undo,
  redo,
  copyText,
  copyCsv,
  copyHex,
  copyCArray,
  selectAll,
  startCapture,
  stopCapture,
  restartCapture,
  captureOptions,
  capturePrivate,
  autoScroll,
  filter,
  clearFilter,
  filterFlow,
  savedFilters,
  filterMacros,
  find,
  findNext,
  findPrevious,
  mark,
  markAll,
  unmarkAll,
  nextMark,
  previousMark,
  timeReference,
  comment,
  back,
  forward,
  goToPacket,
  nextPacket,
  previousPacket,
  firstPacket,
  lastPacket,
  nextInFlow,
  previousInFlow,
  flows,
  story,
  leaks,
  expert,
  followTcp,
  followTls,
  followHttp,
  exportObjects,
  compare,
  timeSinceStart,
  timeSincePrevious,
  timeLocalDate,
  timeLocal,
  timeUtcDate,
  timeUtc,
  timeEpoch,
  themeSystem,
  themeLight,
  themeDark,
  languageSystem,
  languageEnglish,
  languageKorean,
  zoomIn,
  zoomOut,
  zoomReset,
  fullScreen,
  colourPackets,
  colourRules,
  colourFlow1,
  colourFlow2,
  colourFlow3,
  colourFlow4,
  colourFlow5,
  colourFlow6,
  colourFlow7,
  colourFlow8,
  colourFlow9,
  resetColours,
  addColumn,
  resetLayout,
  showTimeline,
  keys,
  about,
};

struct CommandInfo {
  Command command;
  const char* text;  ///< to be translated in the context of MainWindow
  const char* keys;  ///< portable key sequences with "; " between, the first one is shown
  std::optional<Shape> icon = std::nullopt;
  bool checkable = false;
};

std::span<const CommandInfo> commandTable();

}  // namespace pw::ui
