// Colours that can be read, told apart and drawn; ui/style.
#include <gtest/gtest.h>

#include <QColor>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/packetlist/packet_list_painter.h"
#include "ui/style/palette.h"
#include "ui/style/shapes.h"
#include "ui/style/theme.h"

namespace pw::ui {
namespace {

const Palette* const kBoth[] = {&lightPalette(), &darkPalette()};
constexpr Tint kTints[] = {Tint::close, Tint::handshake, Tint::ecn, Tint::loss};

// Values of the formula in WCAG 2.1, 1.4.3: black on white is 21; #767676 on white is the well-known 4.54.
TEST(Contrast, FollowsWcag) {
  EXPECT_NEAR(contrast(Qt::black, Qt::white), 21.0, 0.001);
  EXPECT_NEAR(contrast(Qt::white, Qt::black), 21.0, 0.001);
  EXPECT_NEAR(contrast(QColor(0x76, 0x76, 0x76), Qt::white), 4.54, 0.01);
  EXPECT_NEAR(contrast(Qt::red, Qt::red), 1.0, 0.001);
}

TEST(Palette, TextCanBeRead) {
  for (const Palette* p : kBoth) {
    EXPECT_GE(contrast(p->text, p->background), 13);
    EXPECT_GE(contrast(p->text, p->alternate), 13);
    EXPECT_GE(contrast(p->text, p->window), 7);
    EXPECT_GE(contrast(p->text, p->button), 7);
    EXPECT_GE(contrast(p->muted, p->background), 4.5);
    EXPECT_GE(contrast(p->muted, p->window), 4.5);
    EXPECT_GE(contrast(p->selectionText, p->selection), 4.5);
    EXPECT_GE(contrast(p->rule, p->background), 3);
  }
}

TEST(Palette, TextOnTintsCanBeRead) {
  for (const Palette* p : kBoth)
    for (const Tint t : kTints) {
      EXPECT_GE(contrast(p->text, p->of(t)), 10) << static_cast<int>(t);
      // The signal colour of a tint is also used for words on it.
      EXPECT_GE(contrast(p->signalOf(t), p->of(t)), 4.5)
          << static_cast<int>(t) << (p->dark ? " dark" : " light");
    }
}

// The bar that points out a packet, on whatever colour its row has.
TEST(Palette, EvidenceIsSeenOnEveryRow) {
  for (const Palette* p : kBoth) {
    for (const Tint t : kTints) EXPECT_GE(contrast(p->key, p->of(t)), 3) << static_cast<int>(t);
    EXPECT_GE(contrast(p->key, p->background), 3);
    EXPECT_GE(contrast(p->muted, p->alternate), 4.5);
  }
}

TEST(Palette, TextOnWhatWaitsCanBeRead) {
  for (const Palette* p : kBoth) {
    EXPECT_GE(contrast(p->text, p->stallTint), 10);
    EXPECT_GE(contrast(p->muted, p->stallTint), 4.5);
  }
}

// The timeline writes what is unimportant in `muted`, and names of packets in `text`, on any of its bands.
TEST(Palette, QuietWordsOnBandsCanBeRead) {
  for (const Palette* p : kBoth)
    for (const Tint t : kTints) EXPECT_GE(contrast(p->muted, p->of(t)), 4.5) << static_cast<int>(t);
  for (const Palette* p : kBoth) EXPECT_GE(contrast(p->text, p->button), 10);
}

TEST(Palette, SignalsCanBeReadOnTheBackground) {
  for (const Palette* p : kBoth)
    for (const QColor& c : {p->client, p->server, p->key, p->ecn, p->loss, p->sealed}) {
      EXPECT_GE(contrast(c, p->alternate), 4.5) << c.name().toStdString();
      EXPECT_GE(contrast(c, p->background), 4.5) << c.name().toStdString();
      EXPECT_GE(contrast(c, p->window), 4.5) << c.name().toStdString();
    }
}

struct Lab {
  double l, a, b;
};

double toLinear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

Lab labOf(double r, double g, double b) {
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// Machado, Oliveira and Fernandes 2009, severity 1.0: no, proto-, deuter- and tritanopia.
constexpr double kSight[4][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};

Lab seen(const QColor& c, const double* m) {
  const double r = toLinear(c.redF()), g = toLinear(c.greenF()), b = toLinear(c.blueF());
  const auto bound = [](double v) { return std::clamp(v, 0.0, 1.0); };
  return labOf(bound(m[0] * r + m[1] * g + m[2] * b), bound(m[3] * r + m[4] * g + m[5] * b),
               bound(m[6] * r + m[7] * g + m[8] * b));
}

TEST(Palette, SignalsStayApartForColourBlindEyes) {
  for (const Palette* p : kBoth) {
    const QColor signals[] = {p->client, p->server, p->key, p->ecn, p->loss, p->sealed};
    for (const auto& sight : kSight)
      for (std::size_t i = 0; i < std::size(signals); ++i)
        for (std::size_t j = 0; j < i; ++j) {
          const Lab a = seen(signals[i], sight), b = seen(signals[j], sight);
          const double distance = std::hypot(a.l - b.l, a.a - b.a, a.b - b.b);
          EXPECT_GE(distance, 20) << i << ' ' << j << (p->dark ? " dark" : " light");
        }
  }
}

TEST(Shapes, AreInsideTheirBoxAndNotEmpty) {
  const QRectF box(10, 20, 16, 16);
  for (int s = 0; s <= static_cast<int>(Shape::tail); ++s) {
    const QRectF drawn = pathOf(static_cast<Shape>(s), box).boundingRect();
    EXPECT_GT(drawn.width(), 4) << s;
    EXPECT_GT(drawn.height(), 1) << s;
    EXPECT_TRUE(box.adjusted(-0.1, -0.1, 0.1, 0.1).contains(drawn)) << s;
  }
}

TEST(Signs, EachHasAShapeAndWordsOfItsOwn) {
  std::set<int> shapes;
  std::set<QString> texts;
  for (int s = 1; s <= static_cast<int>(RowSign::cut); ++s) {
    const auto shape = PacketListPainter::shapeOf(static_cast<RowSign>(s));
    ASSERT_TRUE(shape.has_value());
    shapes.insert(static_cast<int>(*shape));
    texts.insert(PacketListPainter::signText(static_cast<RowSign>(s)));
  }
  EXPECT_EQ(shapes.size(), 10u);
  EXPECT_EQ(texts.size(), 10u);
  EXPECT_FALSE(texts.contains(QString()));
}

TEST(Theme, ZoomIsBoundedAndHangulFits) {
  Theme theme;
  const double normal = theme.mono().pointSizeF();
  theme.setZoom(1000);
  EXPECT_LE(theme.mono().pointSizeF(), Theme::kMaxPoints);
  EXPECT_GT(theme.mono().pointSizeF(), normal);
  theme.setZoom(-1000);
  EXPECT_GE(theme.mono().pointSizeF(), Theme::kMinPoints);
  theme.setZoom(0);
  EXPECT_EQ(theme.mono().pointSizeF(), normal);
  EXPECT_GE(Theme::lineHeight(theme.mono()), QFontMetrics(theme.mono()).height());
}

}  // namespace
}  // namespace pw::ui
