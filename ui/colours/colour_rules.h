// Rules that give rows of the packet list their colours, and the text they are kept in: that of Wireshark's
// `colorfilters`.
#pragma once
#include <QByteArray>
#include <QColor>
#include <QString>
#include <span>
#include <vector>

#include "ui/style/palette.h"

namespace pw::ui {

/// The first enabled rule whose filter a packet passes gives it its colours.
struct ColourRule {
  QString name, filter;           ///< the filter as it was written, also where it is none
  QColor background, foreground;  ///< as the file has them: for a light window
  bool enabled = true;

  friend bool operator==(const ColourRule&, const ColourRule&) = default;
};

/// A line that is no rule.
struct ColourLineProblem {
  enum class Kind : std::uint8_t {
    noRule,     ///< is not written as `@name@filter@`
    noColours,  ///< the two colours are missing, or not written as `[r,g,b][r,g,b]`
    range,      ///< a number above 65535
    tooMany,    ///< more than kMaxColourRules: this one and those behind it are left out
    tooLong,    ///< more than kMaxColourBytes: nothing was read
  };
  int line = 0;  ///< from 1
  Kind kind = Kind::noRule;
};

struct ColourFile {
  std::vector<ColourRule> rules;
  std::vector<ColourLineProblem> problems;
};

inline constexpr std::size_t kMaxColourRules = 500;
inline constexpr qsizetype kMaxColourBytes = qsizetype{1} << 20;

/// Lines `@name@filter@[r,g,b][r,g,b]`, 16 bits a number, background first; `!` before one turns it off. Lines that are
/// empty or begin with `#` say nothing. Good lines stay, whatever the others are.
[[nodiscard]] ColourFile parseColourRules(const QByteArray& text);
/// What parseColourRules() reads. An `@` in a name, and line ends, become spaces.
[[nodiscard]] QByteArray colourRulesText(std::span<const ColourRule> rules);
/// What is wrong with a line, for people.
[[nodiscard]] QString colourProblemText(const ColourLineProblem& problem);

/// What a person begins with: trouble first, then protocols from the top of the stack down. Names are in the language
/// that is spoken.
[[nodiscard]] std::vector<ColourRule> defaultColourRules();

struct RowColours {
  QColor background, text;
};
/// Colours of a rule as they are painted: with a contrast of at least 4.5, and in a dark window with the same hues but
/// dark backgrounds.
[[nodiscard]] RowColours shownColours(const QColor& background, const QColor& foreground, bool dark);
/// Background for conversation colour `number`, 1 to 9, before shownColours().
[[nodiscard]] QColor conversationColour(int number);

}  // namespace pw::ui
