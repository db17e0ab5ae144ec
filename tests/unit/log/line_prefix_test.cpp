#include "gate/log/line_prefix.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

struct Case {
  const char* line;
  const char* source;
  const char* step;
  const char* text;
};

TEST(LinePrefix, OfRunnersContainersAndDaemons) {
  const Case cases[] = {
      {"2026-05-11T08:12:33.1234567Z   File \"a.py\", line 1", "", "", "  File \"a.py\", line 1"},
      {"\xEF\xBB\xBF"
       "2026-05-11T08:12:33.1Z text",
       "", "", "text"},
      {"gate\tRaptor \xE2\x80\x94 upgrade\t2026-05-11T08:12:33.1234567Z text", "gate",
       "Raptor \xE2\x80\x94 upgrade", "text"},
      {"web_1  | text", "web_1", "", "text"},
      {"web-1  |   indented", "web-1", "", "  indented"},
      {"web-1  | ", "web-1", "", ""},
      {"[ci/migration-gate]   | text", "[ci/migration-gate]", "", "text"},
      {"[pod/migrate-5d8/migrate] text", "[pod/migrate-5d8/migrate]", "", "text"},
      {"2026-05-11T08:12:33.123456789Z stderr F text", "", "", "text"},
      {"2026-05-11T08:12:33.123456Z 01O text", "", "", "text"},
      {"2026-05-11T08:12:33.123456+00:00 app[release.1234]: text", "app[release.1234]", "", "text"},
      {"May 11 08:12:33 host alembic[123]: text", "host alembic[123]", "", "text"},
      {"<13>May  1 08:12:33 host alembic[123]: text", "host alembic[123]", "", "text"},
      {"[2026-05-11T08:12:33.123Z] text", "", "", "text"},
      {"#12 3.456 text", "#12", "", "text"},
      // Not prefixes: what a program says itself.
      {"INFO  [alembic.runtime.migration] Running upgrade", "", "",
       "INFO  [alembic.runtime.migration] Running upgrade"},
      {"2026-05-11 08:12:33.123 UTC [57] ERROR:  x", "", "",
       "2026-05-11 08:12:33.123 UTC [57] ERROR:  x"},
      {"| Error | Class |", "", "", "| Error | Class |"},
      {"#12 is mended", "", "", "#12 is mended"},
      {"", "", "", ""},
  };
  for (const Case& one : cases) {
    const PrefixedLine read = split_prefix(one.line);
    EXPECT_EQ(read.source, one.source) << one.line;
    EXPECT_EQ(read.step, one.step) << one.line;
    EXPECT_EQ(read.text, one.text) << one.line;
  }
}

}  // namespace
}  // namespace gate
