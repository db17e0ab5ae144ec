#include "gate/diagnosis/volatile_functions.h"

#include <algorithm>
#include <array>

namespace gate {
namespace {

// From PostgreSQL 15.20, of these the ones that a migration would write, in this order:
//
//   SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
//   GROUP BY proname HAVING bool_and(provolatile <> 'i') ORDER BY proname COLLATE "C"
constexpr std::array functions{
    std::string_view("array_to_json"),
    std::string_view("array_to_string"),
    std::string_view("clock_timestamp"),
    std::string_view("concat"),
    std::string_view("concat_ws"),
    std::string_view("convert"),
    std::string_view("convert_from"),
    std::string_view("convert_to"),
    std::string_view("current_database"),
    std::string_view("current_query"),
    std::string_view("current_schema"),
    std::string_view("current_schemas"),
    std::string_view("current_setting"),
    std::string_view("current_user"),
    std::string_view("currval"),
    std::string_view("enum_first"),
    std::string_view("enum_last"),
    std::string_view("enum_range"),
    std::string_view("format"),
    std::string_view("format_type"),
    std::string_view("gen_random_uuid"),
    std::string_view("has_schema_privilege"),
    std::string_view("has_table_privilege"),
    std::string_view("inet_client_addr"),
    std::string_view("inet_server_addr"),
    std::string_view("json_build_array"),
    std::string_view("json_build_object"),
    std::string_view("jsonb_build_array"),
    std::string_view("jsonb_build_object"),
    std::string_view("jsonb_populate_record"),
    std::string_view("lastval"),
    std::string_view("make_timestamptz"),
    std::string_view("nextval"),
    std::string_view("now"),
    std::string_view("pg_backend_pid"),
    std::string_view("pg_column_size"),
    std::string_view("pg_relation_size"),
    std::string_view("pg_sleep"),
    std::string_view("pg_total_relation_size"),
    std::string_view("pg_typeof"),
    std::string_view("random"),
    std::string_view("row_to_json"),
    std::string_view("session_user"),
    std::string_view("setval"),
    std::string_view("statement_timestamp"),
    std::string_view("timeofday"),
    std::string_view("to_char"),
    std::string_view("to_date"),
    std::string_view("to_json"),
    std::string_view("to_jsonb"),
    std::string_view("to_number"),
    std::string_view("to_regclass"),
    std::string_view("transaction_timestamp"),
    std::string_view("txid_current"),
    std::string_view("version"),
};
static_assert(std::is_sorted(functions.begin(), functions.end()));

// SQL's own words without parentheses; all are STABLE (src/backend/executor/execExprInterp.c).
constexpr std::array words{
    std::string_view("CURRENT_CATALOG"),
    std::string_view("CURRENT_DATE"),
    std::string_view("CURRENT_ROLE"),
    std::string_view("CURRENT_SCHEMA"),
    std::string_view("CURRENT_TIME"),
    std::string_view("CURRENT_TIMESTAMP"),
    std::string_view("CURRENT_USER"),
    std::string_view("LOCALTIME"),
    std::string_view("LOCALTIMESTAMP"),
    std::string_view("SESSION_USER"),
    std::string_view("USER"),
};
static_assert(std::is_sorted(words.begin(), words.end()));

}  // namespace

bool is_never_immutable(std::string_view function) {
  return std::binary_search(functions.begin(), functions.end(), function) ||
         std::binary_search(words.begin(), words.end(), function);
}

}  // namespace gate
