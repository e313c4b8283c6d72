#include "ui/main/command_table.h"

#include <QCoreApplication>
#include <array>

namespace pw::ui {

namespace {

#define PW_TEXT(text) QT_TRANSLATE_NOOP("pw::ui::MainWindow", text)

// Keys are Wireshark's where it has one for the same thing.
constexpr std::array kTable{
    CommandInfo{Command::open, PW_TEXT("&Open…"), "Ctrl+O", Shape::folder},
    CommandInfo{Command::reload, PW_TEXT("&Reload"), "Ctrl+R", Shape::reload},
    CommandInfo{Command::save, PW_TEXT("&Save"), "Ctrl+S", Shape::save},
    CommandInfo{Command::saveAs, PW_TEXT("Save &As…"), "Ctrl+Shift+S"},
    CommandInfo{Command::closeFile, PW_TEXT("&Close"), "Ctrl+W"},
    CommandInfo{Command::quit, PW_TEXT("&Quit"), "Ctrl+Q"},
    CommandInfo{Command::undo, PW_TEXT("&Undo"), "Ctrl+Z"},
    CommandInfo{Command::redo, PW_TEXT("&Redo"), "Ctrl+Shift+Z"},
    CommandInfo{Command::copyText, PW_TEXT("Copy as &Text"), "Ctrl+C"},
    CommandInfo{Command::copyCsv, PW_TEXT("Copy as C&SV"), "Ctrl+Shift+C"},
    CommandInfo{Command::copyHex, PW_TEXT("Copy as Hex &Dump"), ""},
    CommandInfo{Command::copyCArray, PW_TEXT("Copy as C &Array"), ""},
    CommandInfo{Command::selectAll, PW_TEXT("Select &All"), "Ctrl+A"},
    CommandInfo{Command::startCapture, PW_TEXT("&Start"), "Ctrl+E", Shape::triangleRight},
    CommandInfo{Command::stopCapture, PW_TEXT("S&top"), "", Shape::stop},
    CommandInfo{Command::restartCapture, PW_TEXT("&Restart"), "Ctrl+Shift+R", Shape::restart},
    CommandInfo{Command::captureOptions, PW_TEXT("&Options…"), "Ctrl+K"},
    CommandInfo{Command::capturePrivate, PW_TEXT("In a &Private Network"), ""},
    CommandInfo{Command::autoScroll, PW_TEXT("Go &Along with New Packets"), "Ctrl+Shift+G", Shape::tail, true},
    CommandInfo{Command::filter, PW_TEXT("&Display Filter"), "Ctrl+/"},
    CommandInfo{Command::clearFilter, PW_TEXT("C&lear the Filter"), ""},
    CommandInfo{Command::filterFlow, PW_TEXT("Filter to This C&onversation"), "Ctrl+Alt+F"},
    CommandInfo{Command::savedFilters, PW_TEXT("Sav&ed Filters…"), ""},
    CommandInfo{Command::filterMacros, PW_TEXT("Display Filter Macro&s…"), ""},
    CommandInfo{Command::find, PW_TEXT("&Find…"), "Ctrl+F", Shape::magnifier},
    CommandInfo{Command::findNext, PW_TEXT("Find Ne&xt"), "Ctrl+N; F3"},
    CommandInfo{Command::findPrevious, PW_TEXT("Find Pre&vious"), "Ctrl+B; Shift+F3"},
    CommandInfo{Command::mark, PW_TEXT("&Mark or Unmark"), "Ctrl+M", Shape::bookmark},
    CommandInfo{Command::markAll, PW_TEXT("Mark All Packets"), "Ctrl+Shift+M"},
    CommandInfo{Command::unmarkAll, PW_TEXT("Unmark All Packets"), "Ctrl+Alt+M"},
    CommandInfo{Command::nextMark, PW_TEXT("Next Mark"), "Ctrl+Shift+N"},
    CommandInfo{Command::previousMark, PW_TEXT("Previous Mark"), "Ctrl+Shift+B"},
    CommandInfo{Command::timeReference, PW_TEXT("Set or Unset &Time Reference"), "Ctrl+T", Shape::clock},
    CommandInfo{Command::comment, PW_TEXT("&Comment…"), "Ctrl+Alt+C", Shape::bubble},
    CommandInfo{Command::back, PW_TEXT("&Back"), "Alt+Left", Shape::arrowLeft},
    CommandInfo{Command::forward, PW_TEXT("&Forward"), "Alt+Right", Shape::arrowRight},
    CommandInfo{Command::goToPacket, PW_TEXT("&Go to Packet…"), "Ctrl+G", Shape::target},
    CommandInfo{Command::nextPacket, PW_TEXT("&Next Packet"), "Ctrl+Down; F8"},
    CommandInfo{Command::previousPacket, PW_TEXT("&Previous Packet"), "Ctrl+Up; F7"},
    CommandInfo{Command::firstPacket, PW_TEXT("F&irst Packet"), "Ctrl+Home", Shape::toFirst},
    CommandInfo{Command::lastPacket, PW_TEXT("&Last Packet"), "Ctrl+End", Shape::toLast},
    CommandInfo{Command::nextInFlow, PW_TEXT("Next Packet in the &Conversation"), "Ctrl+."},
    CommandInfo{Command::previousInFlow, PW_TEXT("Pre&vious Packet in the Conversation"), "Ctrl+,"},
    CommandInfo{Command::flows, PW_TEXT("&Conversations"), "Ctrl+Shift+Y", {}, true},
    CommandInfo{Command::story, PW_TEXT("&Story"), "Ctrl+Shift+T", {}, true},
    CommandInfo{Command::leaks, PW_TEXT("&What an Eavesdropper Sees"), "Ctrl+Shift+V", {}, true},
    CommandInfo{Command::expert, PW_TEXT("E&xpert Information"), "Ctrl+Shift+X", {}, true},
    CommandInfo{Command::followTcp, PW_TEXT("Follow TC&P or UDP Stream"), "Ctrl+Alt+Shift+T"},
    CommandInfo{Command::followTls, PW_TEXT("Follow T&LS Stream"), "Ctrl+Alt+Shift+S"},
    CommandInfo{Command::followHttp, PW_TEXT("Follow &HTTP Stream"), "Ctrl+Alt+Shift+H"},
    CommandInfo{Command::exportObjects, PW_TEXT("&HTTP…"), ""},
    CommandInfo{Command::compare, PW_TEXT("Com&pare"), "Ctrl+Shift+D", {}, true},
    CommandInfo{Command::timeSinceStart, PW_TEXT("Seconds Since the Start"), "Ctrl+Alt+4", {}, true},
    CommandInfo{
        Command::timeSincePrevious, PW_TEXT("Seconds Since the Packet Before"), "Ctrl+Alt+5", {}, true},
    CommandInfo{Command::timeLocalDate, PW_TEXT("Date and Time"), "Ctrl+Alt+1", {}, true},
    CommandInfo{Command::timeLocal, PW_TEXT("Time of Day"), "Ctrl+Alt+2", {}, true},
    CommandInfo{Command::timeUtcDate, PW_TEXT("UTC Date and Time"), "Ctrl+Alt+7", {}, true},
    CommandInfo{Command::timeUtc, PW_TEXT("UTC Time of Day"), "Ctrl+Alt+8", {}, true},
    CommandInfo{Command::timeEpoch, PW_TEXT("Seconds Since 1970"), "Ctrl+Alt+3", {}, true},
    CommandInfo{Command::themeSystem, PW_TEXT("As the &System"), "", {}, true},
    CommandInfo{Command::themeLight, PW_TEXT("&Light"), "", {}, true},
    CommandInfo{Command::themeDark, PW_TEXT("&Dark"), "", {}, true},
    CommandInfo{Command::languageSystem, PW_TEXT("As the &System"), "", {}, true},
    CommandInfo{Command::languageEnglish, "English", "", {}, true},
    CommandInfo{Command::languageKorean, "한국어", "", {}, true},
    CommandInfo{Command::zoomIn, PW_TEXT("Zoom &In"), "Ctrl++; Ctrl+="},
    CommandInfo{Command::zoomOut, PW_TEXT("Zoom &Out"), "Ctrl+-"},
    CommandInfo{Command::zoomReset, PW_TEXT("&Normal Size"), "Ctrl+0"},
    CommandInfo{Command::fullScreen, PW_TEXT("&Full Screen"), "F11", {}, true},
    CommandInfo{Command::colourPackets, PW_TEXT("Colour &Packets"), "", {}, true},
    CommandInfo{Command::colourRules, PW_TEXT("Colour &Rules…"), ""},
    CommandInfo{Command::colourFlow1, PW_TEXT("Colour This Conversation &1"), "Ctrl+1"},
    CommandInfo{Command::colourFlow2, PW_TEXT("Colour This Conversation &2"), "Ctrl+2"},
    CommandInfo{Command::colourFlow3, PW_TEXT("Colour This Conversation &3"), "Ctrl+3"},
    CommandInfo{Command::colourFlow4, PW_TEXT("Colour This Conversation &4"), "Ctrl+4"},
    CommandInfo{Command::colourFlow5, PW_TEXT("Colour This Conversation &5"), "Ctrl+5"},
    CommandInfo{Command::colourFlow6, PW_TEXT("Colour This Conversation &6"), "Ctrl+6"},
    CommandInfo{Command::colourFlow7, PW_TEXT("Colour This Conversation &7"), "Ctrl+7"},
    CommandInfo{Command::colourFlow8, PW_TEXT("Colour This Conversation &8"), "Ctrl+8"},
    CommandInfo{Command::colourFlow9, PW_TEXT("Colour This Conversation &9"), "Ctrl+9"},
    CommandInfo{Command::resetColours, PW_TEXT("Conversations Without C&olours"), "Ctrl+Space"},
    CommandInfo{Command::addColumn, PW_TEXT("&Add Column…"), ""},
    CommandInfo{Command::resetLayout, PW_TEXT("&Reset Layout"), ""},
    CommandInfo{Command::showTimeline, PW_TEXT("Ti&meline"), "Ctrl+Shift+L", Shape::ladder},
    CommandInfo{Command::keys, PW_TEXT("&Keys"), "F1; ?"},
    CommandInfo{Command::about, PW_TEXT("&About Plainwire"), ""},
};

#undef PW_TEXT

}  // namespace

std::span<const CommandInfo> commandTable() { return kTable; }

}  // namespace pw::ui
