#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "gate/alembic/event.h"

namespace gate {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

SourceFacts after(const std::vector<const char*>& events) {
  SourceFacts facts;
  for (const char* event : events) add_event(json::parse(event), facts);
  return facts;
}

TEST(SourceEvent, AnOperation) {
  const SourceFacts facts = after({R"({"event": "operation", "file": "/v/0002.py", "line": 6,
    "end_line": 9, "function": "upgrade", "direction": "downgrade", "conditional": true,
    "source": "op.create_index", "call": "create_index", "schema": "app", "table": "t",
    "name": "ix", "elements": [{"column": "a"}, {"text": "lower"}, 3], "predicate": "c",
    "definitions": ["x"], "guarded": true, "temporary": true})"});
  ASSERT_EQ(facts.facts.size(), 1u);
  const SourceFact& fact = facts.facts[0];
  EXPECT_EQ(fact.file, "/v/0002.py");
  EXPECT_EQ(fact.line, 6);
  EXPECT_EQ(fact.end_line, 9);
  EXPECT_EQ(fact.function, "upgrade");
  EXPECT_FALSE(fact.upgrading);
  EXPECT_TRUE(fact.conditional);
  EXPECT_EQ(fact.source, "op.create_index");
  EXPECT_EQ(fact.call, "create_index");
  EXPECT_EQ(fact.schema + " " + fact.table + " " + fact.name, "app t ix");
  ASSERT_EQ(fact.elements.size(), 2u);
  EXPECT_EQ(fact.elements[0].column, "a");
  EXPECT_EQ(fact.elements[1].text, "lower");
  EXPECT_EQ(fact.predicate, "c");
  EXPECT_THAT(fact.definitions, ElementsAre("x"));
  EXPECT_TRUE(fact.guarded);
  EXPECT_TRUE(fact.temporary);
}

TEST(SourceEvent, AnExecutedText) {
  const SourceFacts facts =
      after({R"({"event": "sql", "sql": "SELECT 1", "parameters": {"a": 1}, "iterated": true})",
             R"({"event": "sql", "sql_pieces": ["SELECT", " 2"], "parameters": null})",
             R"({"event": "unread", "words": "DROP TABLE"})"});
  ASSERT_EQ(facts.facts.size(), 3u);
  EXPECT_EQ(facts.facts[0].sql, "SELECT 1");
  EXPECT_EQ(facts.facts[0].parameters, R"({"a":1})");
  EXPECT_TRUE(facts.facts[0].iterated);
  EXPECT_EQ(facts.facts[1].sql, "SELECT 2");
  EXPECT_EQ(facts.facts[1].parameters, "");
  EXPECT_TRUE(facts.facts[2].unread);
  EXPECT_EQ(facts.facts[2].sql, "DROP TABLE");
}

TEST(SourceEvent, ARaiseAndEveryLineOfItsLookups) {
  const SourceFacts facts =
      after({R"({"event": "raise", "file": "/v/a.py", "line": 7, "end_line": 8,
                                       "lookups": [[2, 4], [6, 6]], "when": "missing"})",
             R"({"event": "raise", "lookups": "none", "when": null})"});
  ASSERT_EQ(facts.raises.size(), 2u);
  EXPECT_EQ(facts.raises[0].line, 7);
  EXPECT_EQ(facts.raises[0].end_line, 8);
  EXPECT_THAT(facts.raises[0].lookup_lines, ElementsAre(2, 3, 4, 6));
  EXPECT_TRUE(facts.raises[0].when_missing);
  EXPECT_THAT(facts.raises[1].lookup_lines, IsEmpty());
  EXPECT_FALSE(facts.raises[1].when_missing);
}

TEST(SourceEvent, OthersChangeNothing) {
  const SourceFacts facts = after({R"({"event": "revision-file"})", R"({"event": "heads"})"});
  EXPECT_THAT(facts.facts, IsEmpty());
  EXPECT_THAT(facts.raises, IsEmpty());
}

}  // namespace
}  // namespace gate
