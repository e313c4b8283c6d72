// The window in Korean. Protocol words stay as they are.
#include <array>

#include "ui/i18n/language.h"

namespace pw::ui {

namespace {

constexpr std::array kPhrases{
    Phrase{"No.", "번호"},
    Phrase{"Time", "시간"},
};

}  // namespace

std::span<const Phrase> koreanPhrases() { return kPhrases; }

}  // namespace pw::ui
