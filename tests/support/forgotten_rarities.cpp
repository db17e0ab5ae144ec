// What few databases have: publications, foreign things, text search, operators, extensions.
#include "tests/support/forgotten_objects.h"

namespace gate::test {

using enum SchemaChange;

namespace {

const std::string far = "CREATE FOREIGN DATA WRAPPER far;";
const std::string there = far + "CREATE SERVER there FOREIGN DATA WRAPPER far;";
const std::string remote = there + "CREATE FOREIGN TABLE remote (id integer) SERVER there;";
const std::string family = "CREATE OPERATOR FAMILY numbers USING btree;";
const std::string number_class =
    "CREATE OPERATOR CLASS numbers FOR TYPE integer USING btree FAMILY numbers AS "
    "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, "
    "FUNCTION 1 btint4cmp(integer, integer)";
const std::string plain = "CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);";
const std::string conversion_of =
    "CREATE CONVERSION odd FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1";

std::vector<ForgottenObject> publications_and_foreign() {
  return {
      {"publication", "", "CREATE PUBLICATION news", "", "DROP PUBLICATION news", added,
       "publication", "news"},
      {"publication-table", orders_table + "CREATE PUBLICATION news;",
       "ALTER PUBLICATION news ADD TABLE orders", "", "ALTER PUBLICATION news DROP TABLE orders",
       added, "publication table", "public.orders in publication news"},
      {"publication-filter", orders_table + "CREATE PUBLICATION news FOR TABLE orders;",
       "ALTER PUBLICATION news SET TABLE orders (id) WHERE (id > 5)", "",
       "ALTER PUBLICATION news SET TABLE orders", changed, "publication table",
       "public.orders in publication news", "definition"},
      {"publication-schema", "CREATE PUBLICATION news",
       "ALTER PUBLICATION news ADD TABLES IN SCHEMA public", "",
       "ALTER PUBLICATION news DROP TABLES IN SCHEMA public", added, "publication schema",
       "public in publication news"},
      {"publication-options", "CREATE PUBLICATION news",
       "ALTER PUBLICATION news SET (publish = 'insert')", "",
       "ALTER PUBLICATION news SET (publish = 'insert, update, delete, truncate')", changed,
       "publication", "news", "definition"},
      {"subscription", "",
       "CREATE SUBSCRIPTION reading CONNECTION 'host=127.0.0.1' PUBLICATION news WITH (connect = "
       "false, slot_name = NONE)",
       "", "DROP SUBSCRIPTION reading", added, "subscription", "reading"},
      {"foreign-data-wrapper", "", far, "", "DROP FOREIGN DATA WRAPPER far", added,
       "foreign-data wrapper", "far"},
      {"server", far, "CREATE SERVER there FOREIGN DATA WRAPPER far", "", "DROP SERVER there",
       added, "server", "there"},
      {"server-options", there, "ALTER SERVER there OPTIONS (ADD host 'a')", "",
       "ALTER SERVER there OPTIONS (DROP host)", changed, "server", "there", "options"},
      {"user-mapping", there, "CREATE USER MAPPING FOR PUBLIC SERVER there OPTIONS (username 'x')",
       "", "DROP USER MAPPING FOR PUBLIC SERVER there", added, "user mapping",
       "public on server there"},
      {"foreign-table", there, "CREATE FOREIGN TABLE remote (id integer) SERVER there", "",
       "DROP FOREIGN TABLE remote", added, "foreign table", "public.remote"},
      {"foreign-table-options", remote, "ALTER FOREIGN TABLE remote OPTIONS (ADD name 'a')", "",
       "ALTER FOREIGN TABLE remote OPTIONS (DROP name)", changed, "foreign table", "public.remote",
       "options"},
      {"foreign-column-options", remote,
       "ALTER FOREIGN TABLE remote ALTER id OPTIONS (ADD name 'a')", "",
       "ALTER FOREIGN TABLE remote ALTER id OPTIONS (DROP name)", changed, "column",
       "public.remote.id", "foreign options"},
  };
}

std::vector<ForgottenObject> operators_and_text_search() {
  return {
      {"text-search-configuration", "", plain, "", "DROP TEXT SEARCH CONFIGURATION plain", added,
       "text search configuration", "public.plain"},
      {"text-search-mapping", plain,
       "ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR word WITH english_stem", "",
       "ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR word WITH simple", changed,
       "text search configuration", "public.plain", "mappings"},
      {"text-search-dictionary", "",
       "CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, accept = false)", "",
       "DROP TEXT SEARCH DICTIONARY words", added, "text search dictionary", "public.words"},
      {"text-search-parser", "",
       "CREATE TEXT SEARCH PARSER reader (START = prsd_start, GETTOKEN = prsd_nexttoken, END = "
       "prsd_end, LEXTYPES = prsd_lextype)",
       "", "DROP TEXT SEARCH PARSER reader", added, "text search parser", "public.reader"},
      {"text-search-template", "",
       "CREATE TEXT SEARCH TEMPLATE basic (INIT = dsimple_init, LEXIZE = dsimple_lexize)", "",
       "DROP TEXT SEARCH TEMPLATE basic", added, "text search template", "public.basic"},
      {"operator", "",
       "CREATE OPERATOR ==> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)", "",
       "DROP OPERATOR ==> (integer, integer)", added, "operator", "public.==>(integer,integer)"},
      {"operator-family", "", family, "", "DROP OPERATOR FAMILY numbers USING btree", added,
       "operator family", "public.numbers USING btree"},
      {"operator-family-member", family,
       "ALTER OPERATOR FAMILY numbers USING btree ADD OPERATOR 1 < (integer, integer)", "",
       "ALTER OPERATOR FAMILY numbers USING btree DROP OPERATOR 1 (integer, integer)", changed,
       "operator family", "public.numbers USING btree", "definition"},
      {"operator-class", family, number_class, "", "DROP OPERATOR CLASS numbers USING btree", added,
       "operator class", "public.numbers USING btree"},
      {"cast", "CREATE TYPE pair AS (x integer, y integer);",
       "CREATE CAST (pair AS text) WITH INOUT AS ASSIGNMENT", "", "DROP CAST (pair AS text)", added,
       "cast", "(public.pair AS text)"},
      {"conversion", "", conversion_of, "", "DROP CONVERSION odd", added, "conversion",
       "public.odd"},
      {"transform",
       "CREATE FUNCTION from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS "
       "'internal_out';",
       "CREATE TRANSFORM FOR integer LANGUAGE plpgsql (FROM SQL WITH FUNCTION from_sql(internal))",
       "", "DROP TRANSFORM FOR integer LANGUAGE plpgsql", added, "transform",
       "for integer language plpgsql"},
      {"language", "",
       "CREATE LANGUAGE other HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR "
       "plpgsql_validator",
       "", "DROP LANGUAGE other", added, "language", "other"},
      {"access-method", "", "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler",
       "", "DROP ACCESS METHOD heap2", added, "access method", "heap2"},
      {"extension", "", "CREATE EXTENSION hstore", "", "DROP EXTENSION hstore", added, "extension",
       "hstore", "", std::string(extension_left)},
      {"extension-lost", "CREATE EXTENSION hstore", "DROP EXTENSION hstore", "",
       "CREATE EXTENSION hstore", removed, "extension", "hstore"},
      {"extension-version", "CREATE EXTENSION hstore VERSION '1.4'",
       "ALTER EXTENSION hstore UPDATE TO '1.8'", "",
       "DROP EXTENSION hstore; CREATE EXTENSION hstore VERSION '1.4'", changed, "extension",
       "hstore", "version"},
      {"extension-schema", "CREATE EXTENSION hstore; CREATE SCHEMA extensions;",
       "ALTER EXTENSION hstore SET SCHEMA extensions", "",
       "ALTER EXTENSION hstore SET SCHEMA public", changed, "extension", "hstore", "schema"},
      {"extension-member-granted", "CREATE EXTENSION hstore; CREATE ROLE reader;",
       "GRANT EXECUTE ON FUNCTION akeys(hstore) TO reader", "",
       "REVOKE EXECUTE ON FUNCTION akeys(hstore) FROM reader", added, "grant",
       "on function public.akeys(public.hstore) to reader"},
      {"extension-dependence",
       "CREATE EXTENSION hstore; CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
       "ALTER FUNCTION one() DEPENDS ON EXTENSION hstore", "",
       "ALTER FUNCTION one() NO DEPENDS ON EXTENSION hstore", added, "dependence",
       "of function public.one() on extension hstore"},
  };
}

}  // namespace

std::vector<ForgottenObject> forgotten_rarities() {
  std::vector<ForgottenObject> all = publications_and_foreign();
  for (ForgottenObject& one : operators_and_text_search()) all.push_back(std::move(one));
  return all;
}

}  // namespace gate::test
