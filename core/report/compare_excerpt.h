// The lines of a message that are shown, and its bytes in hex, with what gives something away marked.
#pragma once
#include <string>
#include <vector>

#include "core/report/compare_view.h"

namespace pw {

/// The values of secrets that are known of both conversations: they are masked wherever they stand.
class KnownSecrets {
 public:
  static constexpr std::size_t kMax = 256, kShortest = 4;
  void add(std::string_view value);
  [[nodiscard]] const std::vector<std::string>& all() const noexcept { return all_; }

 private:
  std::vector<std::string> all_;
};

/// One message of a step.
class Excerpt {
 public:
  /// Bytes of a message that are looked at.
  static constexpr std::size_t kMaxBytes = 8192;

  /// `bytes`: the first ones of step.message. What `step` says of them must outlive it.
  Excerpt(const FlowStep& step, ByteView bytes, const KnownSecrets& secrets);

  /// The first lines of text, and those that give something away.
  void words(Language language, std::vector<CompareLine>& into) const;
  /// Bytes around what gives most away; nothing where nothing does.
  void hex(Language language, std::vector<CompareLine>& into) const;

 private:
  using Mark = CompareSpan::Mark;

  void mark(const Finding& f);
  void mark(std::size_t from, std::size_t length, Mark m);
  [[nodiscard]] bool isMarked(std::size_t from, std::size_t to) const noexcept;
  [[nodiscard]] CompareLine wordsLine(std::size_t from, std::size_t to) const;

  const FlowStep& step_;
  ByteView bytes_;
  std::vector<Mark> marks_;  ///< by byte
  const Finding* worst_ = nullptr;
};

/// Lines of eight bytes, and the packet they are of.
inline constexpr std::size_t kHexPerLine = 8;
CompareLine hexLine(ByteView bytes, std::span<const CompareSpan::Mark> marks, const BytePlace& place);

}  // namespace pw
