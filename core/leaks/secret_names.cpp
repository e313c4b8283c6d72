#include "core/leaks/secret_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pw {

namespace {

struct Entry {
  std::string_view word;
  NameClass is;
};

/// Names as a whole, separators and digits at the end left out. Sorted. Those of Korean boards and shops (mb_id,
/// userpw, jumin, hp) among them.
constexpr std::array kWhole{
    Entry{"accesskey", NameClass::token},
    Entry{"accesstoken", NameClass::token},
    Entry{"accno", NameClass::userName},
    Entry{"account", NameClass::userName},
    Entry{"accountid", NameClass::userName},
    Entry{"accountname", NameClass::userName},
    Entry{"addr", NameClass::personal},
    Entry{"address", NameClass::personal},
    Entry{"apikey", NameClass::token},
    Entry{"apisecret", NameClass::token},
    Entry{"appkey", NameClass::token},
    Entry{"appsecret", NameClass::token},
    Entry{"assertion", NameClass::token},
    Entry{"auth", NameClass::token},
    Entry{"authcode", NameClass::token},
    Entry{"authkey", NameClass::token},
    Entry{"authorization", NameClass::token},
    Entry{"bday", NameClass::personal},
    Entry{"bearer", NameClass::token},
    Entry{"birth", NameClass::personal},
    Entry{"birthdate", NameClass::personal},
    Entry{"birthday", NameClass::personal},
    Entry{"card", NameClass::card},
    Entry{"cardcode", NameClass::cardCode},
    Entry{"cardno", NameClass::card},
    Entry{"cardnum", NameClass::card},
    Entry{"cardnumber", NameClass::card},
    Entry{"ccnum", NameClass::card},
    Entry{"ccnumber", NameClass::card},
    Entry{"cellphone", NameClass::phone},
    Entry{"clientsecret", NameClass::token},
    Entry{"connectsid", NameClass::token},
    Entry{"creditcard", NameClass::card},
    Entry{"csc", NameClass::cardCode},
    Entry{"csrf", NameClass::token},
    Entry{"cvc", NameClass::cardCode},
    Entry{"cvn", NameClass::cardCode},
    Entry{"cvv", NameClass::cardCode},
    Entry{"dob", NameClass::personal},
    Entry{"email", NameClass::mailAddress},
    Entry{"emailaddr", NameClass::mailAddress},
    Entry{"emailaddress", NameClass::mailAddress},
    Entry{"expiry", NameClass::cardCode},
    Entry{"handphone", NameClass::phone},
    Entry{"hp", NameClass::phone},
    Entry{"iban", NameClass::personal},
    Entry{"id", NameClass::mayBeUser},
    Entry{"idtoken", NameClass::token},
    Entry{"jumin", NameClass::personal},
    Entry{"juminno", NameClass::personal},
    Entry{"jwt", NameClass::token},
    Entry{"login", NameClass::userName},
    Entry{"loginid", NameClass::userName},
    Entry{"loginname", NameClass::userName},
    Entry{"logonid", NameClass::userName},
    Entry{"mail", NameClass::mailAddress},
    Entry{"mbid", NameClass::userName},
    Entry{"memberid", NameClass::userName},
    Entry{"memid", NameClass::userName},
    Entry{"mid", NameClass::mayBeUser},
    Entry{"mobile", NameClass::phone},
    Entry{"msisdn", NameClass::phone},
    Entry{"name", NameClass::mayBeUser},
    Entry{"nick", NameClass::mayBeUser},
    Entry{"nickname", NameClass::mayBeUser},
    Entry{"otp", NameClass::token},
    Entry{"otpcode", NameClass::token},
    Entry{"pan", NameClass::card},
    Entry{"pass", NameClass::password},
    Entry{"passcode", NameClass::password},
    Entry{"passphrase", NameClass::password},
    Entry{"passport", NameClass::personal},
    Entry{"passwd", NameClass::password},
    Entry{"password", NameClass::password},
    Entry{"passwort", NameClass::password},
    Entry{"phone", NameClass::phone},
    Entry{"phonenumber", NameClass::phone},
    Entry{"pin", NameClass::password},
    Entry{"pincode", NameClass::password},
    Entry{"psw", NameClass::password},
    Entry{"pswd", NameClass::password},
    Entry{"pw", NameClass::password},
    Entry{"pwd", NameClass::password},
    Entry{"refreshtoken", NameClass::token},
    Entry{"regno", NameClass::personal},
    Entry{"rrn", NameClass::personal},
    Entry{"samlresponse", NameClass::token},
    Entry{"secret", NameClass::token},
    Entry{"secretkey", NameClass::token},
    Entry{"sess", NameClass::token},
    Entry{"sessid", NameClass::token},
    Entry{"session", NameClass::token},
    Entry{"sessionid", NameClass::token},
    Entry{"sessionkey", NameClass::token},
    Entry{"sid", NameClass::token},
    Entry{"signin", NameClass::userName},
    Entry{"socialsecuritynumber", NameClass::personal},
    Entry{"ssn", NameClass::personal},
    Entry{"tel", NameClass::phone},
    Entry{"telephone", NameClass::phone},
    Entry{"telno", NameClass::phone},
    Entry{"ticket", NameClass::token},
    Entry{"token", NameClass::token},
    Entry{"uid", NameClass::userName},
    Entry{"uname", NameClass::userName},
    Entry{"user", NameClass::userName},
    Entry{"userid", NameClass::userName},
    Entry{"userlogin", NameClass::userName},
    Entry{"username", NameClass::userName},
    Entry{"userpass", NameClass::password},
    Entry{"userpw", NameClass::password},
    Entry{"usr", NameClass::userName},
    Entry{"usrid", NameClass::userName},
    Entry{"usrname", NameClass::userName},
    Entry{"xsrf", NameClass::token},
    Entry{"비밀번호", NameClass::password},
    Entry{"아이디", NameClass::userName},
};

/// Parts that tell wherever they stand in a name; the first that fits counts.
constexpr std::array kParts{
    Entry{"password", NameClass::password},   Entry{"passwd", NameClass::password},
    Entry{"passphrase", NameClass::password}, Entry{"passwort", NameClass::password},
    Entry{"token", NameClass::token},         Entry{"csrf", NameClass::token},
    Entry{"xsrf", NameClass::token},          Entry{"sessionid", NameClass::token},
    Entry{"sessid", NameClass::token},        Entry{"apikey", NameClass::token},
    Entry{"secret", NameClass::token},        Entry{"username", NameClass::userName},
    Entry{"cardnum", NameClass::card},        Entry{"creditcard", NameClass::card},
    Entry{"email", NameClass::mailAddress},
};

/// Words of their own that say that a script worked on the value.
constexpr std::array<std::string_view, 12> kSealWords{"aes", "cipher", "crypt", "digest", "enc",    "encrypted",
                                                      "hash", "hashed", "md",    "rsa",    "sha",    "crypted"};

constexpr bool isLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isUpper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) noexcept { return isUpper(c) ? static_cast<char>(c + 32) : c; }
/// Between the steps of a path, not between the words of a name.
constexpr bool isStep(char c) noexcept { return c == '[' || c == ']' || c == '/' || c == '.' || c == '$' || c == ':'; }

consteval bool sorted() {
  for (std::size_t i = 1; i < kWhole.size(); ++i)
    if (!(kWhole[i - 1].word < kWhole[i].word)) return false;
  return true;
}
static_assert(sorted());

/// One step of a path in lower case, taken apart into words.
class Step {
 public:
  explicit Step(std::string_view text) noexcept {
    char before = 0;
    for (std::size_t i = 0; i < text.size() && length_ < kMax; ++i) {
      const char c = text[i];
      const bool nextLower = i + 1 < text.size() && isLetter(text[i + 1]) && !isUpper(text[i + 1]);
      // "userPassword" and "PHPSession": an upper-case letter begins a word.
      const bool turns = isUpper(c) && (!isUpper(before) || nextLower);
      if (!isLetter(c) || turns) begins_ = true;
      if (isLetter(c)) push(lower(c));
      else if (static_cast<unsigned char>(c) >= 0x80) push(c);
      before = c;
    }
  }
  [[nodiscard]] bool empty() const noexcept { return length_ == 0; }
  /// Letters only, without what was between.
  [[nodiscard]] std::string_view whole() const noexcept { return {text_.data(), length_}; }
  [[nodiscard]] std::size_t words() const noexcept { return words_; }
  [[nodiscard]] std::string_view word(std::size_t i) const noexcept {
    const std::size_t end = i + 1 < words_ ? starts_[i + 1] : length_;
    return whole().substr(starts_[i], end - starts_[i]);
  }
  /// All words from one on.
  [[nodiscard]] std::string_view from(std::size_t i) const noexcept { return whole().substr(starts_[i]); }

 private:
  static constexpr std::size_t kMax = 64, kMaxWords = 8;

  void push(char c) noexcept {
    if ((begins_ || length_ == 0) && words_ < kMaxWords) starts_[words_++] = length_;
    begins_ = false;
    text_[length_++] = c;
  }

  std::array<char, kMax> text_{};
  std::array<std::size_t, kMaxWords> starts_{};
  std::size_t length_ = 0, words_ = 0;
  bool begins_ = false;
};

NameClass whole(std::string_view name) noexcept {
  const auto at = std::lower_bound(kWhole.begin(), kWhole.end(), name,
                                   [](const Entry& e, std::string_view n) { return e.word < n; });
  return at != kWhole.end() && at->word == name ? at->is : NameClass::none;
}

bool saysSealed(const Step& s) noexcept {
  for (std::size_t i = 0; i < s.words(); ++i)
    if (std::find(kSealWords.begin(), kSealWords.end(), s.word(i)) != kSealWords.end()) return true;
  return s.whole().starts_with("enc") || s.whole().ends_with("md") || s.whole().ends_with("sha") ||
         s.whole().ends_with("hash") || s.whole().ends_with("enc");
}

/// "encpw", "hashedpassword": what stands behind such a beginning.
std::string_view behindSeal(std::string_view name) noexcept {
  for (const std::string_view start : {"encrypted", "hashed", "enc", "hash", "md"})
    if (name.size() > start.size() && name.starts_with(start)) return name.substr(start.size());
  return {};
}

NameClass classOf(const Step& s) noexcept {
  if (const NameClass c = whole(s.whole()); c != NameClass::none) return c;
  for (const Entry& part : kParts)
    if (s.whole().find(part.word) != std::string_view::npos) return part.is;
  if (const NameClass c = whole(behindSeal(s.whole())); c == NameClass::password) return c;
  // "mb_pw", "loginPass", "pwd_md5", "JSESSIONID": a single word, or the last words together, may tell.
  for (std::size_t i = s.words(); i-- > 0;) {
    const NameClass last = whole(s.from(i));
    if (last != NameClass::none && last != NameClass::mayBeUser) return last;
    const NameClass word = whole(s.word(i));
    if (word == NameClass::password || word == NameClass::token) return word;
  }
  if (s.whole().ends_with("sid") || s.whole().ends_with("sessid")) return NameClass::token;
  if (s.words() > 0 && whole(s.from(s.words() - 1)) == NameClass::mayBeUser && s.words() > 1)
    for (std::size_t i = 0; i + 1 < s.words(); ++i)
      if (whole(s.word(i)) == NameClass::userName) return NameClass::userName;
  return NameClass::none;
}

}  // namespace

NameVerdict classifyName(std::string_view name) noexcept {
  constexpr std::size_t kMost = 256, kMaxSteps = 4;
  if (name.size() > kMost) name.remove_prefix(name.size() - kMost);
  NameVerdict verdict;
  for (std::size_t n = 0; n < kMaxSteps && !name.empty();) {
    while (!name.empty() && isStep(name.back())) name.remove_suffix(1);
    std::size_t from = name.size();
    while (from > 0 && !isStep(name[from - 1])) --from;
    const Step step{name.substr(from)};
    name = name.substr(0, from);
    if (step.empty()) continue;
    ++n;
    const NameClass c = classOf(step);
    verdict.sealed = verdict.sealed || saysSealed(step);
    const bool weak = verdict.is == NameClass::mayBeUser;
    if (weak ? c == NameClass::userName : c != NameClass::none) verdict.is = c;
    if (verdict.is != NameClass::none && verdict.is != NameClass::mayBeUser) return verdict;
    // A step that says something else than "value" ends the search: "session/views" is no session.
    const std::string_view w = step.whole();
    const bool saysNothing = w == "value" || w == "text" || w == "data" || w == "content" || w.empty();
    if (c == NameClass::none && !saysNothing) break;
  }
  if (verdict.is == NameClass::none) verdict.sealed = false;
  return verdict;
}

}  // namespace pw
