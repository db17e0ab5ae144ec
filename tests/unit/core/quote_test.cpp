#include "gate/core/quote.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(Quote, Identifiers) {
  EXPECT_EQ(quote_identifier("admins"), "\"admins\"");
  EXPECT_EQ(quote_identifier("A \"b\" \\"), "\"A \"\"b\"\" \\\"");
}

TEST(Quote, Literals) {
  EXPECT_EQ(quote_literal(""), "''");
  EXPECT_EQ(quote_literal("it's"), "'it''s'");
  EXPECT_EQ(quote_literal("a\\'b"), "E'a\\\\''b'");
  EXPECT_EQ(quote_literal("\"表\""), "'\"表\"'");
}

}  // namespace
}  // namespace gate
