#include "gate/log/log_lines.h"

#include <gmock/gmock.h>

#include "gate/log/plain_text.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines_of(const std::string& bytes, std::size_t chunk) {
  std::vector<std::string> lines;
  LogLines reader([&](std::size_t number, std::string_view line) {
    EXPECT_EQ(number, lines.size() + 1);
    lines.emplace_back(line);
  });
  for (std::size_t at = 0; at < bytes.size(); at += chunk) reader.feed(bytes.substr(at, chunk));
  reader.finish();
  return lines;
}

std::string utf16(const std::u16string& text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const auto high = static_cast<char>(unit >> 8U);
    const auto low = static_cast<char>(unit & 0xFFU);
    bytes += little ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

TEST(LogLines, AreTheSameHoweverTheBytesArrive) {
  for (const std::size_t chunk : {1U, 2U, 3U, 100U}) {
    EXPECT_THAT(lines_of("a\n\nbc\nd", chunk), ElementsAre("a", "", "bc", "d"));
    EXPECT_THAT(lines_of("\xEF\xBB\xBFone\ntwo\n", chunk), ElementsAre("one", "two"));
    EXPECT_THAT(lines_of("a", chunk), ElementsAre("a"));
    EXPECT_THAT(lines_of("", chunk), IsEmpty());
  }
}

TEST(LogLines, Utf16OfBothOrders) {
  for (const bool little : {true, false}) {
    for (const std::size_t chunk : {1U, 3U, 64U}) {
      EXPECT_THAT(lines_of(utf16(u"\uFEFFr\u00F4le \u8868 \U0001F600\nb", little), chunk),
                  ElementsAre("r\xC3\xB4le \xE8\xA1\xA8 \xF0\x9F\x98\x80", "b"));
    }
  }
}

TEST(LogLines, OfAnEndlessLineTheBeginningIsKept) {
  const auto lines = lines_of(std::string(1'000'000, 'x') + "\nnext", 4096);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].size(), LogLines::longest_line);
  EXPECT_EQ(lines[1], "next");
}

std::string plain(const std::string& line) {
  std::string room;
  return std::string(plain_text(line, room));
}

TEST(PlainText, WhatTheScreenShows) {
  EXPECT_EQ(plain("\x1b[31mERROR\x1b[0m: no"), "ERROR: no");
  EXPECT_EQ(plain("\x1b[36;1malembic upgrade head\x1b[0m\r"), "alembic upgrade head");
  EXPECT_EQ(plain("10 %\r20 %\rdone"), "done");
  EXPECT_EQ(plain("section_start:1:x\r\x1b[0Knext"), "next");
  EXPECT_EQ(plain("\x1b]0;title\x07text\x1b]8;;u\x1b\\link"), "textlink");
  EXPECT_EQ(plain(std::string("N\0U\0L\0", 6)), "NUL");
  EXPECT_EQ(plain("a\tb\r\r"), "a\tb");
  EXPECT_EQ(plain("no end \x1b["), "no end ");
  EXPECT_EQ(plain("no end \x1b"), "no end ");
}

}  // namespace
}  // namespace gate
