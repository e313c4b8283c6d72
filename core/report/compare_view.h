// What text, page and window share of two conversations side by side: every cell in lines of words.
#pragma once
#include <string>
#include <vector>

#include "core/compare/comparison.h"
#include "core/report/messages.h"
#include "core/trace/name_book.h"

namespace pw {

/// A run of text. A secret has two forms: as it was sent, and as it may be shown to a room.
struct CompareSpan {
  enum class Mark : std::uint8_t {
    none,
    personal,  ///< gives away who somebody is
    secret,
  };
  std::string text;
  std::string masked;  ///< of secrets
  Mark mark = Mark::none;

  [[nodiscard]] const std::string& shown(bool secrets) const noexcept {
    return mark == Mark::secret && !secrets ? masked : text;
  }
};

struct CompareLine {
  enum class Look : std::uint8_t {
    sentence,
    words,    ///< as it was sent
    hex,      ///< bytes and characters
    finding,  ///< what it gives away
    sealed,   ///< a sentence about what cannot be read
    muted,
  };
  Look look = Look::sentence;
  std::vector<CompareSpan> spans;
  BytePlace place;  ///< what it is about; without length only a packet; without packet nothing

  [[nodiscard]] std::string text(bool secrets) const;
  [[nodiscard]] bool hasSecret() const noexcept;
};

enum class CompareTone : std::uint8_t { plain, open, sealed };

struct CompareCell {
  CompareTone tone = CompareTone::plain;
  bool absent = false;   ///< the step is not there: the lines say so
  std::vector<CompareLine> lines;
};

struct CompareRow {
  ComparedStep step;
  std::string title;
  CompareCell cells[2];
};

struct CompareHead {
  CompareTone tone = CompareTone::plain;
  std::string chip;     ///< "OPEN", "SEALED"
  std::string ends;     ///< "192.0.2.10:57900 → 192.0.2.80:80"
  std::string name;     ///< of the server; may be empty
  std::string verdict;  ///< a sentence
};

struct CompareView {
  CompareHead heads[2];
  std::vector<CompareRow> rows;
  std::vector<std::string> remarks;  ///< what was left out

  [[nodiscard]] bool hasSecret() const noexcept;
};

/// Borrows everything.
struct CompareReport {
  const Trace& trace;
  const Registry& registry;
  const FlowSteps& left;
  const FlowSteps& right;
  const NameBook& names;
  std::string file;  ///< its name, for the title
  bool showSecrets = false;
};

/// Reads the bytes that are shown; some ms. Any thread.
CompareView compareView(Language language, const CompareReport& report);

}  // namespace pw
