// What a message has to do with others: the response to a request, the request behind a response, permissions and
// redirects.
#pragma once
#include "core/walk/walk.h"
#include "dissectors/http/cors.h"
#include "dissectors/http/http_fields.h"
#include "dissectors/http/http_head_facts.h"
#include "dissectors/http/http_text.h"
#include "dissectors/http/uri.h"

namespace pw::http {

/// For walks that keep fields.
template <class Sink>
class ExchangeFields {
 public:
  /// `start`: offset of the message.
  ExchangeFields(Walk<Sink>& w, const HeadFacts& head, std::uint32_t start) noexcept : w_(w), head_(head), start_(start) {}

  void add() {
    const MessageLink* const e = w_.messageLink();
    if (e == nullptr || e->isResponse != head_.response) return;
    if (e->isResponse) response(*e);
    else request(*e);
  }

 private:
  template <auto Field>
  void number(std::uint64_t value) {
    addGenerated<Field>(w_, start_, 0, value);
  }
  template <auto Field>
  void frame(PacketId packet) {
    if (packet.valid()) number<Field>(std::uint64_t{packet.value} + 1);
  }
  template <auto Field>
  void text(std::string_view value) {
    if (value.empty()) return;
    const NodeId node = addText<Field>(w_, start_, 0, value);
    if (node != kNoNode) w_.sink().tree[node].generated = true;
  }
  static HeadFacts read(const OtherMessage& m) noexcept { return headFactsOf(textOf(m.bytes)); }

  void request(const MessageLink& e) {
    number<F::requestNumber>(e.number);
    frame<F::responseIn>(e.response.packet);
    neighbours(e);
    for (const RequestAndResponse& b : e.before)
      if (cameFrom(b)) break;
    if (isPreflight(head_)) preflightFor(e, head_);
  }

  /// The permission that this request had to wait for, or the response that pointed here. True where there is nothing more
  /// to be found.
  bool cameFrom(const RequestAndResponse& before) {
    const HeadFacts asked = read(before.request);
    if (asksFor(asked, head_)) {
      frame<F::preflightIn>(before.request.packet);
      return true;
    }
    const HeadFacts answered = read(before.response);
    if (answered.location.empty() || redirectOf(asked, answered.location) != fullUriOf(head_)) return false;
    frame<F::redirectedFrom>(before.response.packet);
    return true;
  }

  void response(const MessageLink& e) {
    if (e.number != 0) number<F::responseNumber>(e.number);
    frame<F::requestIn>(e.request.packet);
    const HeadFacts asked = read(e.request);
    if (e.request.packet.valid()) {
      number<F::time>(static_cast<std::uint64_t>(e.timeNs));
      text<F::responseFor>(fullUriOf(asked));
    }
    neighbours(e);
    if (e.number == 0) return;
    if (const auto verdict = corsVerdict(asked, head_)) number<F::corsVerdict>(static_cast<std::uint64_t>(*verdict));
    if (isPreflight(asked)) preflightFor(e, asked);
    if (head_.code / 100 == 3 && !head_.location.empty()) redirect(e, asked);
  }

  void preflightFor(const MessageLink& e, const HeadFacts& preflight) {
    for (const OtherMessage& m : e.after) {
      if (!asksFor(preflight, read(m))) continue;
      frame<F::preflightFor>(m.packet);
      return;
    }
  }

  /// RFC 9110 §15.4.
  void redirect(const MessageLink& e, const HeadFacts& asked) {
    const std::string target = redirectOf(asked, head_.location);
    text<F::redirectUri>(target);
    for (const OtherMessage& m : e.after) {
      if (target.empty() || fullUriOf(read(m)) != target) continue;
      frame<F::redirectIn>(m.packet);
      return;
    }
  }

  void neighbours(const MessageLink& e) {
    frame<F::previousRequestIn>(e.previousRequest);
    frame<F::nextRequestIn>(e.nextRequest);
    frame<F::previousResponseIn>(e.previousResponse);
    frame<F::nextResponseIn>(e.nextResponse);
  }

  Walk<Sink>& w_;
  const HeadFacts& head_;
  std::uint32_t start_;
};

}  // namespace pw::http
