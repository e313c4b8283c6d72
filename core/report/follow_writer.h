// A followed conversation as text, as tshark's "-z follow" prints it.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/field/text_out.h"
#include "core/follow/followed_stream.h"

namespace pw {

enum class FollowProtocol : std::uint8_t { tcp, udp, http, tls };
enum class FollowForm : std::uint8_t { ascii, hex, raw, utf8, yaml };

/// "follow,tcp,hex,0" and its kin, taken apart.
struct FollowRequest {
  FollowProtocol protocol = FollowProtocol::tcp;
  FollowForm form = FollowForm::ascii;
  std::uint32_t stream = 0;                       ///< tcp.stream or udp.stream
  std::uint32_t first = 1, last = UINT32_MAX;     ///< chunks that are printed, counted from 1

  /// What stands behind "-z"; nothing where that is no such request.
  static std::optional<FollowRequest> from(std::string_view text);
  /// What may stand there.
  static constexpr std::string_view kForms = "follow,{tcp|udp|http|tls},{ascii|hex|raw|utf-8|yaml},STREAM[,FROM[-TO]]";
};

/// Writes one conversation of a trace that is complete. Of HTTP heads and contents are printed,
/// these unpacked; of TLS
/// nothing can be read without keys, so that nothing is printed but the heading, as tshark does. A conversation that is
/// not there gives a heading without ends.
class FollowWriter {
 public:
  FollowWriter(const Trace& trace, const Registry& registry) : trace_(trace), registry_(registry), reader_(trace, registry) {}

  /// `roll` is called behind each chunk, so that `out` can be emptied; false ends the work.
  template <class Roll>
  void write(TextOut& out, const FollowRequest& request, Roll&& roll);

 private:
  struct Ends;

  [[nodiscard]] std::shared_ptr<const FollowedStream> follow(const FollowRequest& request) const;
  bool isShown(const FollowRequest& request, const FollowChunk& chunk) noexcept;
  void heading(TextOut& out, const FollowRequest& request, const FollowedStream* stream);
  void chunk(TextOut& out, const FollowRequest& request, const FollowChunk& chunk);
  void yaml(TextOut& out, const FollowChunk& chunk, ByteView bytes, bool second) const;
  static void ending(TextOut& out, const FollowRequest& request);

  const Trace& trace_;
  const Registry& registry_;
  ChunkReader reader_;
  std::array<std::uint32_t, 2> position_{};
  Direction first_ = Direction::forward;
  PacketId headIn_;  ///< HTTP: the latest head, by packet and message
  std::uint16_t headOf_ = 0;
};

template <class Roll>
void FollowWriter::write(TextOut& out, const FollowRequest& request, Roll&& roll) {
  const auto stream = follow(request);
  position_ = {};
  heading(out, request, stream.get());
  std::uint32_t number = 0;
  for (std::size_t i = 0; stream && i < stream->chunks().size(); ++i) {
    const FollowChunk& c = stream->chunks()[i];
    if (!isShown(request, c)) continue;
    ++number;
    if (number < request.first || number > request.last) position_[c.direction == first_ ? 0 : 1] += c.length;
    else chunk(out, request, c);
    if (!roll()) return;
  }
  ending(out, request);
}

}  // namespace pw
