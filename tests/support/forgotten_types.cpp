// Types of every sort.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string mood = "CREATE TYPE mood AS ENUM ('sad', 'happy');";
const std::string percentage = "CREATE DOMAIN percentage AS integer;";

ForgottenObject of_percentage(const std::string& name, const std::string& change,
                              const std::string& undo, const std::string& attribute) {
  return {name,
          percentage,
          "ALTER DOMAIN percentage " + change,
          "",
          "ALTER DOMAIN percentage " + undo,
          changed,
          "domain",
          "public.percentage",
          attribute};
}

}  // namespace

std::vector<ForgottenObject> forgotten_types() {
  return {
      {"enum", "", mood, "", "DROP TYPE mood", added, "enum", "public.mood"},
      {"enum-lost", mood, "DROP TYPE mood", "", mood, removed, "enum", "public.mood"},
      {"enum-value", mood, "ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy'", "",
       "DROP TYPE mood; " + mood, changed, "enum", "public.mood", "labels",
       std::string(enum_value_left)},
      {"enum-value-renamed", mood, "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", "",
       "ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'", changed, "enum", "public.mood", "labels"},
      {"enum-order", mood, "DROP TYPE mood; CREATE TYPE mood AS ENUM ('happy', 'sad')", "",
       "DROP TYPE mood; " + mood, changed, "enum", "public.mood", "labels"},
      {"enum-value-lost", mood, "DROP TYPE mood; CREATE TYPE mood AS ENUM ('sad')", "",
       "DROP TYPE mood; " + mood, changed, "enum", "public.mood", "labels"},
      {"domain", "", percentage, "", "DROP DOMAIN percentage", added, "domain",
       "public.percentage"},
      {"domain-constraint", percentage,
       "ALTER DOMAIN percentage ADD CONSTRAINT small CHECK (VALUE <= 100)", "",
       "ALTER DOMAIN percentage DROP CONSTRAINT small", added, "constraint",
       "small on public.percentage"},
      of_percentage("domain-default", "SET DEFAULT 50", "DROP DEFAULT", "default"),
      of_percentage("domain-nullability", "SET NOT NULL", "DROP NOT NULL", "not null"),
      {"domain-type", percentage,
       "DROP DOMAIN percentage; CREATE DOMAIN percentage AS numeric(5,2)", "",
       "DROP DOMAIN percentage; " + percentage, changed, "domain", "public.percentage", "type"},
      {"domain-collation", "CREATE DOMAIN word AS text",
       "DROP DOMAIN word; CREATE DOMAIN word AS text COLLATE \"C\"", "",
       "DROP DOMAIN word; CREATE DOMAIN word AS text", changed, "domain", "public.word",
       "collation"},
      {"composite-type", "", "CREATE TYPE point3 AS (x real, y real, z real)", "",
       "DROP TYPE point3", added, "composite type", "public.point3"},
      {"composite-type-attribute", "CREATE TYPE point3 AS (x real, y real)",
       "ALTER TYPE point3 ADD ATTRIBUTE z real", "", "ALTER TYPE point3 DROP ATTRIBUTE z", changed,
       "composite type", "public.point3", "definition"},
      {"range-type", "", "CREATE TYPE float_range AS RANGE (subtype = float8)", "",
       "DROP TYPE float_range", added, "range type", "public.float_range"},
      {"range-type-subtype", "CREATE TYPE some_range AS RANGE (subtype = float8)",
       "DROP TYPE some_range; CREATE TYPE some_range AS RANGE (subtype = float4)", "",
       "DROP TYPE some_range; CREATE TYPE some_range AS RANGE (subtype = float8)", changed,
       "range type", "public.some_range", "definition"},
      {"shell-type", "", "CREATE TYPE later", "", "DROP TYPE later", added, "base type",
       "public.later"},
      {"base-type",
       "CREATE TYPE tiny;"
       "CREATE FUNCTION tiny_in(cstring) RETURNS tiny LANGUAGE internal IMMUTABLE STRICT AS "
       "'boolin';"
       "CREATE FUNCTION tiny_out(tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS "
       "'boolout';",
       "CREATE TYPE tiny (INPUT = tiny_in, OUTPUT = tiny_out, LIKE = boolean)", "",
       "DROP TYPE tiny CASCADE; CREATE TYPE tiny;"
       "CREATE FUNCTION tiny_in(cstring) RETURNS tiny LANGUAGE internal IMMUTABLE STRICT AS "
       "'boolin';"
       "CREATE FUNCTION tiny_out(tiny) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS "
       "'boolout'",
       changed, "base type", "public.tiny", "definition"},
      {"collation", "", "CREATE COLLATION plain (provider = libc, locale = 'C')", "",
       "DROP COLLATION plain", added, "collation", "public.plain"},
  };
}

}  // namespace gate::test
