#include "gate/diagnosis/id_style.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

using Ids = std::vector<std::string>;

std::string next(const Ids& ids) { return IdStyle(ids).take_next(); }

TEST(IdStyle, TheNextNumberKeepsItsZeros) {
  EXPECT_EQ(next({"0001", "0002", "0040"}), "0041");
  EXPECT_EQ(next({"0009", "0008"}), "0010");
  EXPECT_EQ(next({"1", "2", "9"}), "10");
  EXPECT_EQ(next({"8", "9", "10", "11"}), "12");
  EXPECT_EQ(next({"v1", "v2"}), "v3");
  EXPECT_EQ(next({"shop_007", "shop_008"}), "shop_009");
  EXPECT_EQ(next({"9999", "9998"}), "10000");
}

TEST(IdStyle, WhatMostAreCounts) {
  EXPECT_EQ(next({"0001", "0002", "0003", "ab12cd34ef56"}), "0004");
  EXPECT_EQ(next({"0001", "0002", "0037b"}), "0003");
  EXPECT_TRUE(IdStyle({"0001", "0002"}).fits("0009"));
  EXPECT_FALSE(IdStyle({"0001", "0002"}).fits("0037b"));
}

TEST(IdStyle, DatesGoOnAsDates) {
  EXPECT_EQ(next({"20260530", "20260531"}), "20260601");
  EXPECT_EQ(next({"20261231_2359", "20260101_0000"}), "20270101_0000");
  EXPECT_EQ(next({"20260528180359"}), "20260528180400");
  EXPECT_EQ(next({"2026_02_28"}), "2026_03_01");
}

TEST(IdStyle, MadeUpIdsHaveNoNext) {
  const IdStyle style({"ae1027a6acf1", "3f2a91c07b4d", "27c6a30d7c24", "123456789012"});
  EXPECT_FALSE(style.is_counted());
  EXPECT_EQ(next({"ae1027a6acf1", "3f2a91c07b4d"}), "");
  EXPECT_EQ(next({}), "");
}

TEST(IdStyle, EachTakenOnceOnly) {
  IdStyle style({"0001", "0002"});
  EXPECT_EQ(style.take_next(), "0003");
  EXPECT_EQ(style.take_next(), "0004");
}

TEST(IdStyle, FilesAreRenamedWithTheirId) {
  EXPECT_EQ(renamed("0038_fill.py", "0038", "0040"), "0040_fill.py");
  EXPECT_EQ(renamed("0037_trace.py", "0038", "0040"), "0040_trace.py");
  EXPECT_EQ(renamed("2026_05_0038_fill.py", "0038", "0040"), "2026_05_0040_fill.py");
  EXPECT_EQ(renamed("fill.py", "0038", "0040"), "fill.py");
  EXPECT_EQ(renamed("00380_fill.py", "0038", "0040"), "00380_fill.py");
}

TEST(IdStyle, NumbersCompareAsNumbers) {
  EXPECT_TRUE(counted_before("9", "10"));
  EXPECT_TRUE(counted_before("0009", "0010"));
  EXPECT_FALSE(counted_before("0010", "0010"));
}

}  // namespace
}  // namespace gate
