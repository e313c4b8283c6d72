// Where the messages of an HTTP/1 connection end (RFC 9112 §6). A state machine that sees every byte once.
#pragma once
#include <array>
#include <vector>
#include <string>

#include "core/stream/stream_framer.h"
#include "dissectors/http/http_facts.h"
#include "dissectors/http/http_text.h"

namespace pw::http {

/// Keeps under 2 KiB and one byte for each request that was not answered, up to kMaxWaiting.
class HttpFramer final : public StreamFramer {
 public:
  /// A head that is longer ends there.
  static constexpr std::size_t kMaxHead = std::size_t{64} << 10;
  /// Of a line that is longer only the beginning is looked at.
  static constexpr std::size_t kMaxLine = 512;
  static constexpr std::size_t kMaxWaiting = 1024;

  void feed(unsigned side, ByteView bytes, MessageEnds& ends) override;
  bool gap(unsigned side, std::uint32_t bytes) override;
  bool close(unsigned side, std::uint64_t& facts) override;
  [[nodiscard]] Begun begun(unsigned side) const override;

 private:
  enum class State : std::uint8_t {
    start,      ///< a message begins, or goes on with its first word
    head,
    body,       ///< `left` bytes
    untilClose,
    chunkSize,  ///< the line that begins a chunk
    chunkData,  ///< `left` bytes and the line end behind them
    trailer,
    frameHead,  ///< WebSocket
    framePayload,
    tunnel,
  };
  enum class Request : std::uint8_t { other, head, connect, options };
  /// What a head says about what follows it.
  struct Head {
    bool response = false, chunked = false, hasLength = false, webSocket = false;
    bool deflate = false, freshClient = false, freshServer = false;  ///< RFC 7692 §7.1
    Request method = Request::other;
    unsigned code = 0;
    std::uint64_t length = 0;
    std::size_t bytes = 0;  ///< of the lines so far
    bool first = true;      ///< the first line is not over
    bool afterGap = false, unasked = false;

    [[nodiscard]] std::uint32_t role() const noexcept;
  };
  struct Side {
    State state = State::start;
    std::uint64_t left = 0;
    std::string line;  ///< what there is of the line that goes on
    Head head;
    bool headEnded = false;  ///< in what was fed last
    std::array<std::uint8_t, 14> frame{};  ///< WebSocket: a frame's head (RFC 6455 §5.2)
    std::size_t frameSize = 0;
  };
  /// What a side's next frame continues.
  struct Chain {
    bool keeps = false;        ///< its compressor remembers earlier messages
    bool any = false;          ///< there was a frame
    bool inMessage = false;    ///< a message goes on
    bool inText = false;       ///< and it is text
  };
  struct Feed {
    unsigned side;
    ByteView bytes;
    std::size_t at;
    MessageEnds& ends;
    std::size_t lastEnd = 0;
    std::size_t tunnelAt = 0;

    [[nodiscard]] ByteView rest() const noexcept { return bytes.subspan(at); }
    void end(Part part, std::uint32_t more = 0) {
      if (at == lastEnd) return;
      ends.add(at, static_cast<std::uint32_t>(part) | more);
      lastEnd = at;
    }
  };

  void step(Side& s, Feed& f);
  void start(Side& s, Feed& f);
  void forget(bool keepLatest);
  void passed(const Head& head);
  void head(Side& s, Feed& f);
  void headOver(Side& s, Feed& f);
  void answered(Side& s, Feed& f);
  void bodyOf(Side& s, Feed& f, bool untilClose);
  void skip(Side& s, Feed& f);
  void chunk(Side& s, Feed& f);
  void chunkLine(Side& s, Feed& f, std::string_view line);
  void frame(Side& s, Feed& f);
  void frameOver(Side& s, Feed& f);
  void messageOver(Side& s, Feed& f);
  void switchTo(State state, const Head& head);
  static bool takeLine(Side& s, Feed& f);
  static void firstLine(Head& h, std::string_view line);
  static void header(Head& h, std::string_view line);

  std::array<Side, 2> sides_;
  std::array<Chain, 2> chains_;
  std::vector<Request> waiting_;  ///< requests whose response has not come
  State after_ = State::start;   ///< what both sides send once what was begun is over
  bool deflate_ = false;
  bool gap_ = false;  ///< bytes were missing: the next head that begins is told so
};

}  // namespace pw::http
