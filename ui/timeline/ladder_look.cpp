#include "ui/timeline/ladder_look.h"

#include <QFontInfo>
#include <algorithm>

#include "ui/style/theme.h"

namespace pw::ui {

namespace {

QFont inPixels(QFont font, double scale = 1) {
  font.setPixelSize(std::max(6, static_cast<int>(QFontInfo(font).pixelSize() * scale + 0.5)));
  return font;
}

}  // namespace

LadderLook::LadderLook(const Palette& colours, const QFont& monospace, const QFont& text)
    : palette(&colours),
      mono(inPixels(monospace)),
      small(inPixels(monospace, 0.82)),
      sans(inPixels(text)),
      bold(sans) {
  bold.setBold(true);
  line = std::max(Theme::lineHeight(mono), Theme::lineHeight(sans));
  smallLine = Theme::lineHeight(small);
  normalRow = line + 13;
  header = 2 * line + 10;
  digit = QFontMetricsF(mono).horizontalAdvance(QLatin1Char('0'));
}

const QColor& LadderLook::toneColour(LadderTone tone) const {
  switch (tone) {
    case LadderTone::handshake: return palette->client;
    case LadderTone::ecn: return palette->ecn;
    case LadderTone::loss: return palette->loss;
    case LadderTone::stall: return palette->text;
    default: return palette->muted;
  }
}

const QColor& LadderLook::bandColour(Conversation::Kind kind) const {
  switch (kind) {
    case Conversation::Kind::opening: return palette->of(Tint::handshake);
    case Conversation::Kind::reset:
    case Conversation::Kind::loss: return palette->of(Tint::loss);
    case Conversation::Kind::congestion: return palette->of(Tint::ecn);
    case Conversation::Kind::zeroWindow: return palette->stallTint;
    default: return palette->of(Tint::close);
  }
}

const QColor& LadderLook::barColour(Conversation::Kind kind) const {
  switch (kind) {
    case Conversation::Kind::opening: return palette->client;
    case Conversation::Kind::reset:
    case Conversation::Kind::loss: return palette->loss;
    case Conversation::Kind::congestion: return palette->ecn;
    case Conversation::Kind::zeroWindow: return palette->text;
    default: return palette->muted;
  }
}

LadderColumns::LadderColumns(double w, const LadderLook& look, const LadderWords& words,
                             std::uint32_t lastItem, bool ecn)
    : width(w) {
  constexpr double kGapsFrom = 380, kGapsBesideSentences = 720, kLadder = 300, kSpace = 8;
  const auto digits = [&look](qsizetype n) { return static_cast<double>(n) * look.digit; };
  timeWidth = digits(std::max<qsizetype>(4, words.time(lastItem).size()));
  double left = time + timeWidth + kSpace;
  if (w >= kGapsFrom && (w < kSentencesFrom || w >= kGapsBesideSentences)) {
    gap = left;
    gapWidth = digits(7);
    left += gapWidth + kSpace;
  }
  bar = left;
  left += kSpace + 6;
  double right = w - kSpace;
  if (w >= kSentencesFrom) {
    sentenceWidth = std::clamp(w * 0.34, 230.0, 420.0);
    sentence = right - sentenceWidth;
    right = sentence - kSpace;
  }
  if (ecn && w >= kGapsFrom) {
    laneWidth = 16 + QFontMetricsF(look.small).horizontalAdvance(QStringLiteral("ECE"));
    lane = right - laneWidth;
    right = lane - kSpace;
  }
  const double states = QFontMetricsF(look.small).horizontalAdvance(QStringLiteral("SYN-RECEIVED")) + 8;
  if (right - left - 2 * states >= kLadder) {
    stateWidth = states;
    clientState = left;
    left += stateWidth + 4;
    serverState = right - stateWidth;
    right = serverState - 4;
  }
  client = left;
  server = std::max(client + 40, right);
}

}  // namespace pw::ui
