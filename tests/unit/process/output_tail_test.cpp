#include "gate/process/output_tail.h"

#include <gtest/gtest.h>

#include <random>

namespace gate {
namespace {

std::string suffix(const std::string& text, std::size_t limit) {
  return text.size() > limit ? text.substr(text.size() - limit) : text;
}

// The property: whatever is appended, in whatever pieces, the text is the end of all of it.
TEST(OutputTail, IsTheSuffixOfAllThatWasAppended) {
  std::mt19937 random(20261120);
  for (int round = 0; round < 300; ++round) {
    const std::size_t limit = random() % 40;
    OutputTail tail(limit);
    std::string all;
    for (int piece = 0; piece < 30; ++piece) {
      const std::string text(random() % (2 * limit + 3), static_cast<char>('a' + piece % 26));
      tail.append(text);
      all += text;
      ASSERT_EQ(tail.text(), suffix(all, limit)) << "limit " << limit << ", piece " << piece;
    }
  }
}

TEST(OutputTail, KeepsEverythingUpToItsLimit) {
  OutputTail tail(5);
  EXPECT_EQ(tail.text(), "");
  tail.append("abc");
  tail.append("de");
  EXPECT_EQ(tail.text(), "abcde");
  tail.append("f");
  EXPECT_EQ(tail.text(), "bcdef");
}

TEST(OutputTail, OnePieceLongerThanTheLimitIsCut) {
  OutputTail tail(3);
  tail.append("abcdef");
  EXPECT_EQ(tail.text(), "def");
}

TEST(OutputTail, AnyBytesAndNone) {
  OutputTail tail(4);
  tail.append("");
  tail.append(std::string_view("\0\xff\xfe\n\r", 5));
  EXPECT_EQ(tail.text(), std::string("\xff\xfe\n\r", 4));
}

TEST(OutputTail, ClearedItStartsAnew) {
  OutputTail tail(4);
  tail.append("before");
  tail.clear();
  EXPECT_EQ(tail.text(), "");
  tail.append("now");
  EXPECT_EQ(tail.text(), "now");
}

TEST(OutputTail, WithoutALimitNothingIsKept) {
  OutputTail tail(0);
  tail.append("abc");
  EXPECT_EQ(tail.text(), "");
}

}  // namespace
}  // namespace gate
