// A conversation of a protocol of streams, written down: its framer hears what both sides send, and each message that
// it finds is dissected.
#pragma once
#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dissectors/http/content.h"
#include "tests/support/dissect.h"

namespace pw::test {

class StreamTalk {
 public:
  struct Message {
    unsigned side = 0;
    Bytes bytes;
    std::uint32_t facts = 0;
  };

  StreamTalk(const StreamProtocol& protocol, http::Content entry) : framer_(protocol.framer()), entry_(entry) {}

  /// One segment from the client, or the server.
  StreamTalk& client(std::string_view text) { return say(0, text); }
  StreamTalk& server(std::string_view text) { return say(1, text); }
  StreamTalk& say(unsigned side, std::string_view text) {
    MessageEnds ends;
    framer_->feed(side, http::bytesOf(text), ends);
    foreign_ = foreign_ || ends.hasForeign();
    std::size_t from = 0;
    Bytes& begun = begun_[side];
    for (const MessageEnds::End& e : ends.all()) {
      EXPECT_GT(e.at, from);
      EXPECT_LE(e.at, text.size());
      const std::string_view part = text.substr(from, e.at - from);
      begun.insert(begun.end(), part.begin(), part.end());
      messages_.push_back({side, begun, static_cast<std::uint32_t>(e.facts)});
      begun.erase(begun.begin(), begun.end() - e.back);  // what the next message needs as well
      carried_[side] = e.back;
      from = e.at;
    }
    begun.insert(begun.end(), text.begin() + static_cast<std::ptrdiff_t>(from), text.end());
    return *this;
  }

  StreamFramer& framer() { return *framer_; }
  /// The framer has said that another protocol follows.
  [[nodiscard]] bool foreign() const { return foreign_; }
  [[nodiscard]] const std::vector<Message>& messages() const { return messages_; }
  /// Bytes of a side that are in no message yet.
  [[nodiscard]] std::size_t waiting(unsigned side) const { return begun_[side].size() - carried_[side]; }
  [[nodiscard]] Entry entryOf(const Message& m) const {
    return {Table::content, static_cast<std::uint32_t>(entry_), m.facts};
  }
  [[nodiscard]] Dissected dissected(std::size_t i) const {
    return dissect(entryOf(messages_.at(i)), messages_.at(i).bytes);
  }
  [[nodiscard]] Dissected last() const { return dissected(messages_.size() - 1); }

  /// Values of a field over all messages of both sides, in order.
  [[nodiscard]] std::vector<std::string> values(std::string_view key) const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < messages_.size(); ++i)
      for (std::string& v : dissected(i).values(key)) out.push_back(std::move(v));
    return out;
  }
  /// Every message through the checks that all dissectors must pass.
  void sturdy() const {
    for (const Message& m : messages_) test::sturdy(entryOf(m), m.bytes);
  }

 private:
  std::unique_ptr<StreamFramer> framer_;
  http::Content entry_;
  std::array<Bytes, 2> begun_;
  std::array<std::size_t, 2> carried_{};  ///< bytes of begun_ that are of the message before
  std::vector<Message> messages_;
  bool foreign_ = false;
};

/// A step of a conversation: who, and what it sends.
struct Said {
  unsigned side;
  std::string_view bytes;
};

/// The same conversation, its segments cut into pieces of at most `most` bytes by `seed`.
inline StreamTalk cutTalk(const StreamProtocol& protocol, http::Content entry, const std::vector<Said>& talk,
                          std::size_t most, std::uint32_t seed) {
  StreamTalk out{protocol, entry};
  std::mt19937 random{seed};
  for (const Said& s : talk) {
    std::string_view rest = s.bytes;
    while (!rest.empty()) {
      const std::size_t n = std::min<std::size_t>(rest.size(), 1 + random() % most);
      out.say(s.side, rest.substr(0, n));
      rest.remove_prefix(n);
    }
  }
  return out;
}

/// However segments are cut, these fields say the same.
inline void saysTheSameHoweverItIsCut(const StreamProtocol& protocol, http::Content entry,
                                      const std::vector<Said>& talk, const std::vector<std::string_view>& keys) {
  const StreamTalk whole = cutTalk(protocol, entry, talk, SIZE_MAX, 0);
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const StreamTalk cut = cutTalk(protocol, entry, talk, 1 + seed % 23, seed);
    for (const std::string_view key : keys) EXPECT_EQ(cut.values(key), whole.values(key)) << key << " seed " << seed;
    EXPECT_EQ(cut.foreign(), whole.foreign());
  }
}

}  // namespace pw::test
