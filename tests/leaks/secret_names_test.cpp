// Names of inputs as they are found in forms, JSON and cookies of real sites.
#include "core/leaks/secret_names.h"

#include <gtest/gtest.h>

#include <string>

namespace pw {
namespace {

struct Case {
  std::string_view name;
  NameClass is;
  bool sealed = false;
};

constexpr Case kCases[] = {
    {"password", NameClass::password},
    {"Password", NameClass::password},
    {"passwd", NameClass::password},
    {"pwd", NameClass::password},
    {"pass", NameClass::password},
    {"user_pass", NameClass::password},
    {"newPassword2", NameClass::password},
    {"pw", NameClass::password},
    {"passphrase", NameClass::password},
    {"pin", NameClass::password},
    {"j_password", NameClass::password},
    {"log[pwd]", NameClass::password},
    {"user[password]", NameClass::password},
    {"user[password][0]", NameClass::password},
    {"variables/input/passwd", NameClass::password},
    {"$password", NameClass::password},
    {"variables/password/value", NameClass::password},
    // Korean boards and shops
    {"mb_password", NameClass::password},
    {"mb_id", NameClass::userName},
    {"userpw", NameClass::password},
    {"user_pw", NameClass::password},
    {"userid", NameClass::userName},
    {"member_id", NameClass::userName},
    {"비밀번호", NameClass::password},
    {"아이디", NameClass::userName},
    {"jumin", NameClass::personal},
    {"hp", NameClass::phone},
    // hashed or encrypted by the page
    {"encpw", NameClass::password, true},
    {"enc_password", NameClass::password, true},
    {"pwd_md5", NameClass::password, true},
    {"hashedPassword", NameClass::password, true},
    {"passwordSha256", NameClass::password, true},
    {"user[encryptedPassword]", NameClass::password, true},
    // tokens and sessions
    {"token", NameClass::token},
    {"access_token", NameClass::token},
    {"refreshToken", NameClass::token},
    {"api_key", NameClass::token},
    {"apikey", NameClass::token},
    {"client_secret", NameClass::token},
    {"csrfmiddlewaretoken", NameClass::token},
    {"authenticity_token", NameClass::token},
    {"otp", NameClass::token},
    {"session", NameClass::token},
    {"sid", NameClass::token},
    {"connect.sid", NameClass::token},
    {"PHPSESSID", NameClass::token},
    {"JSESSIONID", NameClass::token},
    {"ASP.NET_SessionId", NameClass::token},
    // people
    {"user", NameClass::userName},
    {"username", NameClass::userName},
    {"login", NameClass::userName},
    {"user[name]", NameClass::userName},
    {"uname", NameClass::userName},
    {"account", NameClass::userName},
    {"id", NameClass::mayBeUser},
    {"name", NameClass::mayBeUser},
    {"email", NameClass::mailAddress},
    {"user_email", NameClass::mailAddress},
    {"phone", NameClass::phone},
    {"card", NameClass::card},
    {"cardNumber", NameClass::card},
    {"cvv", NameClass::cardCode},
    {"cvc2", NameClass::cardCode},
    {"ssn", NameClass::personal},
    // nothing of the sort
    {"remember", NameClass::none},
    {"security", NameClass::none},
    {"session/views", NameClass::none},
    {"page_id", NameClass::none},
    {"compass", NameClass::none},
    {"bypass", NameClass::none},
    {"spinner", NameClass::none},
    {"encoding", NameClass::none},
    {"comment", NameClass::none},
    {"file_hash", NameClass::none},
    {"", NameClass::none},
    {"[][]", NameClass::none},
    {"0123", NameClass::none},
};

TEST(SecretNames, AreToldByTheirWords) {
  for (const Case& c : kCases) {
    const NameVerdict v = classifyName(c.name);
    EXPECT_EQ(v.is, c.is) << c.name;
    EXPECT_EQ(v.sealed, c.sealed) << c.name;
  }
}

TEST(SecretNames, EndlessNamesAreLookedAtFromTheirEnd) {
  EXPECT_EQ(classifyName(std::string(100'000, 'x') + "/password").is, NameClass::password);
  EXPECT_EQ(classifyName(std::string(100'000, '[')).is, NameClass::none);
  EXPECT_EQ(classifyName(std::string(100'000, 'A')).is, NameClass::none);
}

}  // namespace
}  // namespace pw
