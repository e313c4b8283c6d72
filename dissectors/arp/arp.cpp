#include "dissectors/arp/arp.h"

#include <algorithm>

#include "core/walk/walk.h"
#include "dissectors/arp/arp_fields.h"

namespace pw::arp {

namespace {

constexpr std::uint16_t kEthernet = 1, kIeee802 = 6;
constexpr std::uint16_t kIpv4 = 0x0800;

namespace op {
constexpr unsigned kRequest = 1, kReply = 2, kReverseRequest = 3, kReverseReply = 4, kDynamicRequest = 5,
                   kDynamicReply = 6, kDynamicError = 7, kInverseRequest = 8, kInverseReply = 9, kNak = 10,
                   kUnarp = 23, kExperimental1 = 24, kExperimental2 = 25;
}

/// The four addresses, and what they are.
struct Message {
  std::uint16_t hardware = 0, protocol = 0, opcode = 0;
  ByteView senderCard, sender, targetCard, target;

  [[nodiscard]] bool isEther() const {
    return (hardware == kEthernet || hardware == kIeee802) && senderCard.size() == 6;
  }
  [[nodiscard]] bool isIpv4() const { return protocol == kIpv4 && sender.size() == 4; }
  [[nodiscard]] bool noTargetCard() const {
    return std::all_of(targetCard.begin(), targetCard.end(), [](auto b) { return b == 0; });
  }
  [[nodiscard]] bool isGratuitous() const {
    return (opcode == op::kRequest || opcode == op::kReply) && isIpv4() && std::ranges::equal(sender, target);
  }
  [[nodiscard]] bool isAnnouncement() const {
    return opcode == op::kRequest && isGratuitous() && noTargetCard();
  }
  [[nodiscard]] bool isProbe() const {
    return opcode == op::kRequest && isIpv4() && !isGratuitous() && noTargetCard() &&
           std::all_of(sender.begin(), sender.end(), [](auto b) { return b == 0; });
  }

  TextOut& card(TextOut& t, ByteView a) const {
    if (a.empty()) return t.add("<No address>");
    return isEther() ? t.ether(a.data()) : t.hexBytes(a);
  }
  TextOut& address(TextOut& t, ByteView a) const {
    if (a.empty()) return t.add("<No address>");
    return isIpv4() ? t.ipv4(loadBe<std::uint32_t>(a.data())) : t.hexBytes(a);
  }
};

std::string_view columnOf(unsigned opcode) {
  switch (opcode) {
    case op::kReverseRequest:
    case op::kReverseReply: return "RARP";
    case op::kDynamicRequest:
    case op::kDynamicReply:
    case op::kDynamicError: return "DRARP";
    case op::kInverseRequest:
    case op::kInverseReply: return "Inverse ARP";
    case op::kUnarp: return "MAPOS";
    default: return "ARP";
  }
}

void request(TextOut& t, const Message& m) {
  if (m.isAnnouncement()) {
    m.address(t.add("ARP Announcement for "), m.sender);
  } else if (m.isGratuitous()) {
    m.address(t.add("Gratuitous ARP for "), m.sender).add(" (Request)");
  } else {
    m.address(t.add("Who has "), m.target);
    if (m.isProbe())
      t.add("? (ARP Probe)");
    else
      m.address(t.add("? Tell "), m.sender);
  }
}

void describe(TextOut& t, const Message& m) {
  switch (m.opcode) {
    case 0: t.add("Reserved opcode 0"); break;
    case op::kRequest: request(t, m); break;
    case op::kReply:
      if (m.isGratuitous())
        m.address(t.add("Gratuitous ARP for "), m.sender).add(" (Reply)");
      else
        m.card(m.address(t, m.sender).add(" is at "), m.senderCard);
      break;
    case op::kReverseRequest:
    case op::kDynamicRequest:
    case op::kInverseRequest:
      m.card(m.card(t.add("Who is "), m.targetCard).add("? Tell "), m.senderCard);
      break;
    case op::kReverseReply:
    case op::kDynamicReply: m.address(m.card(t, m.targetCard).add(" is at "), m.target); break;
    case op::kDynamicError: t.add("DRARP Error"); break;
    case op::kInverseReply: m.address(m.card(t, m.senderCard).add(" is at "), m.sender); break;
    case op::kNak: t.add("ARP NAK"); break;
    case op::kUnarp:
      m.address(m.card(t.add("MAPOS UNARP request from "), m.senderCard).add(" at "), m.sender);
      break;
    case op::kExperimental1: t.add("Experimental 1 ( opcode 24 )"); break;
    case op::kExperimental2: t.add("Experimental 2 ( opcode 25 )"); break;
    default: t.add("Unknown ARP opcode ").hex0x(m.opcode, 4); break;
  }
}

template <auto Mac, auto Other, class Sink>
void cardField(Walk<Sink>& w, std::uint32_t at, const Message& m, ByteView a) {
  if constexpr (Sink::kFields) {
    if (a.empty()) return;
    if (m.isEther())
      add<Mac>(w, at, 6,
               std::uint64_t{loadBe<std::uint16_t>(a.data())} << 32 | loadBe<std::uint32_t>(a.data() + 2));
    else
      add<Other>(w, at, static_cast<std::uint32_t>(a.size()), 0);
  }
}

template <auto Ipv4, auto Other, class Sink>
void addressField(Walk<Sink>& w, std::uint32_t at, const Message& m, ByteView a) {
  if constexpr (Sink::kFields) {
    if (a.empty()) return;
    if (m.isIpv4())
      add<Ipv4>(w, at, 4, loadBe<std::uint32_t>(a.data()));
    else
      add<Other>(w, at, static_cast<std::uint32_t>(a.size()), 0);
  }
}

struct Arp {
  template <class Sink>
  static void walk(Walk<Sink>& w, Cursor& c) {
    w.column("ARP");
    Message m;
    m.hardware = read<F::hardwareType>(w, c);
    m.protocol = read<F::protocolType>(w, c);
    const std::uint8_t cardSize = read<F::hardwareSize>(w, c);
    const std::uint8_t addressSize = read<F::protocolSize>(w, c);
    m.opcode = read<F::opcode>(w, c);
    const std::uint32_t at = c.offset();
    m.senderCard = c.bytes(cardSize);
    m.sender = c.bytes(addressSize);
    m.targetCard = c.bytes(cardSize);
    m.target = c.bytes(addressSize);
    if (!c.ok()) return;
    w.column(columnOf(m.opcode));
    w.payloadEndsAt(c.offset());
    w.layerEnds(c.offset());
    w.info([&](TextOut& t) { describe(t, m); });
    fields(w, m, at);
  }

  template <class Sink>
  static void fields(Walk<Sink>& w, const Message& m, std::uint32_t at) {
    if constexpr (Sink::kFields) {
      layerLabel(w, [&](TextOut& t) {
        const std::string_view name = nameOf(kOpcodes, m.opcode);
        t.add("Address Resolution Protocol (").add(name.empty() ? "unknown" : name);
        t.add(m.isAnnouncement() ? "/ARP Announcement)"
              : m.isProbe()      ? "/ARP Probe)"
              : m.isGratuitous() ? "/gratuitous ARP)"
                                 : ")");
      });
      if (m.isGratuitous()) addGenerated<F::isGratuitous>(w, at, 0, 1);
      if (m.isProbe()) addGenerated<F::isProbe>(w, at, 0, 1);
      if (m.isAnnouncement()) addGenerated<F::isAnnouncement>(w, at, 0, 1);
      const auto card = static_cast<std::uint32_t>(m.senderCard.size());
      const auto address = static_cast<std::uint32_t>(m.sender.size());
      cardField<F::senderMac, F::senderHardware>(w, at, m, m.senderCard);
      addressField<F::senderIpv4, F::senderProtocol>(w, at + card, m, m.sender);
      cardField<F::targetMac, F::targetHardware>(w, at + card + address, m, m.targetCard);
      addressField<F::targetIpv4, F::targetProtocol>(w, at + 2 * card + address, m, m.target);
    }
  }
};

constexpr std::array kAttach{Attach{Table::ethertype, 0x0806}, Attach{Table::ethertype, 0x8035}};

}  // namespace

constexpr Protocol kProtocol = protocolOf<Arp, F>("arp", "ARP/RARP", "Address Resolution Protocol", kAttach);

}  // namespace pw::arp
