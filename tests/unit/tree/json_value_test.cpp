#include "gate/tree/json_value.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(JsonValueTest, KeepsOrderAndSpelling) {
  const auto text = R"({"b": 1.10, "a": [true, null, "q\"\n"], "n": -0.5e3, "o": {}})";
  EXPECT_EQ(to_json(parse_json(text, "f").value()), text);
}

TEST(JsonValueTest, PointersAreEscaped) {
  EXPECT_EQ(pointer_step("a"), "/a");
  EXPECT_EQ(pointer_step("a/b~c"), "/a~1b~0c");
}

TEST(JsonValueTest, LongStringsAreCutBetweenCharacters) {
  JsonValue value{JsonValue::Kind::string, {}, std::string(59, 'a') + "é and more", {}};
  EXPECT_EQ(describe(value), '"' + std::string(59, 'a') + "\"...");
}

TEST(JsonValueTest, HostileSizesAreNoMatter) {
  EXPECT_FALSE(parse_json(std::string(1000000, '['), "f").has_value());
  std::string keys = "{";
  for (int i = 0; i < 100000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(parse_json(keys + "\"x\":0}", "f").has_value());
}

}  // namespace
}  // namespace gate
