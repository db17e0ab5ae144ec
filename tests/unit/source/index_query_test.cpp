#include "gate/source/index_query.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(IndexQuery, SelectsTheExpressionsWhereThePredicateHolds) {
  EXPECT_EQ(index_query("CREATE UNIQUE INDEX CONCURRENTLY i ON app.t USING btree "
                        "(a, lower(b) text_pattern_ops DESC, (c::date)) WHERE d > now()"),
            "SELECT lower(b), c::date FROM app.t WHERE d > now()");
}

TEST(IndexQuery, APredicateAloneSelectsNothing) {
  EXPECT_EQ(index_query("create index on t (a) where b < current_timestamp"),
            "SELECT FROM t WHERE b < current_timestamp");
}

TEST(IndexQuery, WhatIsNoSingleIndexHasNone) {
  EXPECT_FALSE(index_query("CREATE TABLE t (a int)"));
  EXPECT_FALSE(index_query("CREATE INDEX ON t (a); CREATE INDEX ON t (b)"));
  EXPECT_FALSE(index_query("CREATE INDEX ON"));
  EXPECT_FALSE(index_query(""));
}

}  // namespace
}  // namespace gate
