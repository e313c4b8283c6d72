// Contents that HTTP carried, and the names under which they are saved.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/bytes/utf8.h"
#include "core/follow/carried_objects.h"
#include "core/follow/object_folder.h"
#include "core/follow/object_name.h"
#include "tests/support/captures.h"
#include "tests/support/dissect.h"
#include "tests/support/trace_of.h"

namespace pw::test {
namespace {

namespace fs = std::filesystem;

std::string nameOf(std::string_view target, std::string_view type = {}) {
  CarriedObject o;
  o.target = target;
  o.type = type;
  o.content.packet = PacketId{72};
  return fileNameOf(o);
}

TEST(ObjectName, IsTheLastPartAsTsharkHasIt) {
  EXPECT_EQ(nameOf("/a/b/page.html"), "page.html");
  EXPECT_EQ(nameOf("/file?size=60000"), "file%3fsize=60000");
  EXPECT_EQ(nameOf("/"), "%2f");
  EXPECT_EQ(nameOf("/a/"), "a");
  EXPECT_EQ(nameOf("http://shop.example/x/y.js"), "y.js");
  EXPECT_EQ(nameOf("", "text/html; charset=utf-8"), "object73.text%2fhtml");
  EXPECT_EQ(nameOf(""), "object73");
}

TEST(ObjectName, NeverLeadsElsewhere) {
  for (const char* target : {"/..", "/.", "/../..", "..", "/a/../", "/.bashrc", "/-rf", "/~root"}) {
    const std::string n = nameOf(target);
    EXPECT_EQ(n.find('/'), std::string::npos) << target;
    EXPECT_NE(n.front(), '.') << target;
    EXPECT_NE(n.front(), '-') << target;
    EXPECT_NE(n.front(), '~') << target;
  }
  EXPECT_EQ(nameOf("/a\\b"), "a%5cb");
  EXPECT_EQ(nameOf(std::string_view{"/a\0b\n\x7f", 6}), "a%00b%0a%7f");
  EXPECT_EQ(nameOf("/x."), "x%2e");
  EXPECT_EQ(nameOf("/x "), "x%20");
}

TEST(ObjectName, IsNoDevice) {
  for (const char* target : {"/CON", "/nul", "/nul.txt", "/Com1", "/lpt9.tar.gz", "/CON .txt", "/aux.", "/COM\xc2\xb9"})
    EXPECT_EQ(nameOf(target).front(), '_') << target;
  for (const char* target : {"/console", "/com", "/com10", "/nully.txt"})
    EXPECT_NE(nameOf(target).front(), '_') << target;
}

TEST(ObjectName, IsBoundedAndStaysUtf8) {
  const std::string han = "\xed\x95\x9c";
  std::string many;
  for (int i = 0; i < 300; ++i) many += han;
  for (const std::string& t :
       {std::string(1000, 'a'), std::string(1000, '.') + "x", "x." + std::string(1000, 'e'), many, many + ".html"}) {
    const std::string n = nameOf("/" + t);
    EXPECT_LE(n.size(), kMaxObjectName);
    EXPECT_LE(numberedName(n, 4'000'000'000u).size(), kMaxObjectName);
    for (std::size_t i = 0; i < n.size();) {
      const std::size_t c = utf8Length({reinterpret_cast<const std::uint8_t*>(n.data()) + i, n.size() - i});
      ASSERT_NE(c, 0u) << n;
      i += c;
    }
  }
  EXPECT_TRUE(nameOf("/" + many + ".html").ends_with(".html"));
  EXPECT_EQ(nameOf("/\xff"), "%ff");
}

TEST(ObjectName, NumbersStandBeforeTheExtension) {
  EXPECT_EQ(numberedName("login", 1), "login(1)");
  EXPECT_EQ(numberedName("zeek.txt", 2), "zeek(2).txt");
  EXPECT_EQ(numberedName("a.tar.gz", 3), "a.tar(3).gz");
  EXPECT_EQ(numberedName("x", 0), "x");
}

class Folder : public ::testing::Test {
 protected:
  Folder() { fs::create_directories(path_); }
  ~Folder() override { fs::remove_all(path_); }
  static std::string read(const fs::path& p) {
    std::ifstream in{p};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  fs::path path_ = fs::temp_directory_path() / ("plainwire-objects-" + std::to_string(::getpid()));
};

constexpr std::array<std::uint8_t, 3> kBytes{'a', 'b', 'c'};

TEST_F(Folder, NothingIsEverWrittenOver) {
  std::ofstream{path_ / "x.txt"} << "mine";
  fs::create_symlink(path_ / "elsewhere", path_ / "x(1).txt");
  auto folder = ObjectFolder::open(path_);
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->save("x.txt", kBytes).value_or(""), "x(2).txt");
  EXPECT_EQ(folder->save("x.txt", kBytes).value_or(""), "x(3).txt");
  EXPECT_EQ(read(path_ / "x.txt"), "mine");
  EXPECT_EQ(read(path_ / "x(2).txt"), "abc");
  EXPECT_FALSE(fs::exists(path_ / "elsewhere"));
}

TEST_F(Folder, WhateverTheNameNothingLeavesIt) {
  auto folder = ObjectFolder::open(path_ / "new");
  ASSERT_TRUE(folder);
  EXPECT_FALSE(folder->save("../x", kBytes));
  EXPECT_FALSE(folder->save("..", kBytes));
  EXPECT_FALSE(folder->save("", kBytes));
  EXPECT_FALSE(fs::exists(path_ / "x"));
  EXPECT_FALSE(ObjectFolder::open(path_ / "no" / "such"));
}

/// Names and sizes are those that tshark 4.0.17 writes.
TEST(CarriedObjects, OfALogin) {
  const auto trace = traceOf(ownCapture("http-login.pcap"));
  ASSERT_NE(trace, nullptr);
  const auto objects = CarriedObjects::make(*trace, registry(), *registry().findProtocol("http"), trace->size());
  ASSERT_NE(objects, nullptr);
  std::vector<std::string> told;
  for (std::size_t i = 0; i < objects->size(); ++i)
    told.push_back(fileNameOf((*objects)[i]) + " " + std::to_string((*objects)[i].content.length));
  EXPECT_EQ(told, (std::vector<std::string>{"login 174", "login 39", "account 32", "products 1958", "login 31",
                                            "login 23", "admin 7"}));
  EXPECT_EQ((*objects)[0].host, "shop.example");
  EXPECT_TRUE((*objects)[0].answer);
  EXPECT_FALSE((*objects)[1].answer);
  EXPECT_EQ((*objects)[1].type, "application/x-www-form-urlencoded");
}

TEST(CarriedObjects, GrowWithTheCapture) {
  const auto trace = traceOf(ownCapture("http-login.pcap"));
  ASSERT_NE(trace, nullptr);
  const ProtocolId http = *registry().findProtocol("http");
  const auto whole = CarriedObjects::make(*trace, registry(), http, trace->size());
  auto grown = CarriedObjects::make(*trace, registry(), http, 0);
  for (std::uint32_t rows = 1; rows <= trace->size(); ++rows)
    grown = CarriedObjects::make(*trace, registry(), http, rows, grown.get());
  ASSERT_EQ(grown->size(), whole->size());
  for (std::size_t i = 0; i < whole->size(); ++i) EXPECT_EQ(fileNameOf((*grown)[i]), fileNameOf((*whole)[i]));
}

}  // namespace
}  // namespace pw::test
