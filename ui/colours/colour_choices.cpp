// Which colours there are: those of the rules that come with the program, and how any pair is made readable.
#include <QCoreApplication>
#include <algorithm>
#include <array>

#include "ui/colours/colour_rules.h"

namespace pw::ui {

namespace {

constexpr double kReadable = 4.5;
constexpr QRgb kInk = 0xFF1B1F24;

struct Default {
  const char* name;
  const char* filter;
  QRgb background, foreground;
};

constexpr std::array kDefaults{
    Default{QT_TRANSLATE_NOOP("pw::ui::ColourRules", "Trouble in TCP"),
            "tcp.analysis.flags && !tcp.analysis.window_update && !tcp.analysis.keep_alive && "
            "!tcp.analysis.keep_alive_ack",
            0xFFFBDFE3, 0xFF9E0023},
    Default{QT_TRANSLATE_NOOP("pw::ui::ColourRules", "Refused or broken off"), "tcp.flags.reset == 1", 0xFFFBDFE3,
            0xFF9E0023},
    Default{QT_TRANSLATE_NOOP("pw::ui::ColourRules", "ICMP errors"),
            "icmp.type in {3..5, 11} || icmpv6.type in {1..4}", 0xFFFEEBDC, 0xFF8A3F04},
    Default{QT_TRANSLATE_NOOP("pw::ui::ColourRules", "Congestion (ECN)"), "ip.dsfield.ecn == 3", 0xFFFEEBDC,
            0xFF8A3F04},
    Default{"ARP", "arp", 0xFFF5EFDD, kInk},
    Default{"ICMP", "icmp || icmpv6", 0xFFF7E3F5, kInk},
    Default{"DNS", "dns", 0xFFDDF1F5, kInk},
    Default{"HTTP", "http", 0xFFE2F5D8, kInk},
    Default{"TLS", "tls", 0xFFF0E6FB, kInk},
    Default{QT_TRANSLATE_NOOP("pw::ui::ColourRules", "TCP opens or closes"),
            "tcp.flags.syn == 1 || tcp.flags.fin == 1", 0xFFDDE1E6, kInk},
    Default{"TCP", "tcp", 0xFFE9EAFB, kInk},
    Default{"UDP", "udp", 0xFFDFEBFA, kInk},
};

constexpr std::array<QRgb, 9> kConversation{0xFFFFC2C7, 0xFFFFD9A8, 0xFFFFF0A3, 0xFFCDEFA9, 0xFFA9EBCB,
                                            0xFFA8E6F0, 0xFFB5D2FF, 0xFFD3C4FF, 0xFFF7BFF0};

/// The hue stays; a bright background becomes a dark one.
QColor darkened(const QColor& c) {
  float h = 0, s = 0, l = 0;
  c.getHslF(&h, &s, &l);
  if (l <= 0.3f) return c;
  return QColor::fromHslF(std::max(h, 0.f), s * 0.6f, 0.14f + 0.12f * (1 - l));
}

/// The hue stays; lightness goes away from that of the background, step by step, as far as it must.
QColor readableOn(const QColor& background, const QColor& text) {
  const QColor black(Qt::black), white(Qt::white);
  const QColor end = contrast(background, white) >= contrast(background, black) ? white : black;
  float h = 0, s = 0, l = 0;
  text.getHslF(&h, &s, &l);
  for (int step = 0; step <= 20; ++step) {
    const QColor tried = QColor::fromHslF(std::max(h, 0.f), s, std::clamp(l, 0.f, 1.f)).toRgb();
    const QColor seen = QColor::fromRgb(tried.rgb());
    if (contrast(background, seen) >= kReadable) return seen;
    l += end == white ? 0.05f : -0.05f;
  }
  return end;
}

}  // namespace

std::vector<ColourRule> defaultColourRules() {
  std::vector<ColourRule> rules;
  for (const Default& d : kDefaults)
    rules.push_back({QCoreApplication::translate("pw::ui::ColourRules", d.name), QString::fromLatin1(d.filter),
                     QColor::fromRgb(d.background), QColor::fromRgb(d.foreground), true});
  return rules;
}

RowColours shownColours(const QColor& background, const QColor& foreground, bool dark) {
  const QColor given = QColor::fromRgb(background.rgb());
  const QColor below = dark ? QColor::fromRgb(darkened(given).rgb()) : given;
  QColor text = QColor::fromRgb(foreground.rgb());
  if (below != given) {  // what was dark on bright is to be bright on dark, and as far from it
    float h = 0, s = 0, l = 0;
    text.getHslF(&h, &s, &l);
    text = QColor::fromHslF(std::max(h, 0.f), s, std::max(l, 1 - l));
  }
  return {below, readableOn(below, text)};
}

QColor conversationColour(int number) {
  return QColor::fromRgb(kConversation[static_cast<std::size_t>(std::clamp(number, 1, 9) - 1)]);
}

}  // namespace pw::ui
