// The text of the queries: lines of other versions left out, and comments.
//
// A line that ends in "--from 14" is for version 14 and later ones, "--before 15" for earlier ones.
#include <algorithm>
#include <charconv>

#include "gate/postgres/catalog.h"
#include "gate/postgres/embedded_catalog.h"

namespace gate {
namespace {

// All markers of a line have to hold: "--from 15 --before 17".
bool is_for(std::string_view markers, int major_version) {
  while (!markers.empty()) {
    const auto next = std::min(markers.find("--", 1), markers.size());
    const bool from = markers.starts_with("--from ");
    const auto number = markers.substr(markers.find(' ') + 1);
    int version = 0;
    std::from_chars(number.data(), number.data() + number.size(), version);
    if (from != (major_version >= version)) return false;
    markers.remove_prefix(next);
  }
  return true;
}

std::string query_for(std::string_view text, int major_version) {
  std::string query;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto comment = line.find("--");
    if (comment == 0) continue;
    if (comment != line.npos && !is_for(line.substr(comment), major_version)) continue;
    query += line.substr(0, comment);
    query += '\n';
  }
  return query;
}

}  // namespace

std::string_view catalog_settings() {
  // row_security stays: only catalogs are read. jit would cost more than all the queries.
  return R"(SELECT set_config('search_path', '', true), set_config('quote_all_identifiers', 'off', true),
       set_config('datestyle', 'ISO', true), set_config('intervalstyle', 'postgres', true),
       set_config('timezone', 'UTC', true), set_config('extra_float_digits', '3', true),
       set_config('bytea_output', 'hex', true), set_config('xmlbinary', 'base64', true),
       set_config('lc_monetary', 'C', true), set_config('statement_timeout', '0', true),
       set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true))";
}

std::vector<std::string> catalog_queries(int major_version) {
  std::vector<std::string> queries;
  for (const EmbeddedFile& file : embedded_catalog()) {
    queries.push_back(query_for(file.text, major_version));
  }
  return queries;
}

}  // namespace gate
