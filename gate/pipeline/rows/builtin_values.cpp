#include "gate/pipeline/rows/builtin_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace gate {
namespace {

// A type's values by a pattern: {0} is n + 1, {1} n + 1 below 28, {2} n + 1 in two hex digits below
// 256, {3} 1001 + n.
const std::map<std::string_view, std::string_view> patterns{
    {"int2", "{3}"},
    {"int4", "{3}"},
    {"int8", "{3}"},
    {"float4", "{3}.5"},
    {"float8", "{3}.5"},
    {"money", "{3}.50"},
    {"oid", "{3}"},
    {"xid", "{3}"},
    {"xid8", "{3}"},
    {"cid", "{3}"},
    {"tid", "({0},1)"},
    {"name", "a{0}"},
    {"citext", "a{0}"},
    {"uuid", "00000000-0000-4000-8000-{0:0>12}"},
    {"date", "2024-01-{1:0>2}"},
    {"time", "12:{1:0>2}:56"},
    {"timetz", "12:{1:0>2}:56+00"},
    {"timestamp", "2024-01-{1:0>2} 12:34:56"},
    {"timestamptz", "2024-01-{1:0>2} 12:34:56+00"},
    {"interval", "{0} years {0} mons {0} days 0{1:0>2}:30:00"},
    {"bytea", "\\x{2}"},
    {"json", "{{\"a\": {0}}}"},
    {"jsonb", "{{\"a\": {0}}}"},
    {"jsonpath", "$.\"a{0}\""},
    {"xml", "<a>{0}</a>"},
    {"inet", "192.0.2.{1}"},
    {"cidr", "192.0.2.{1}/32"},
    {"macaddr", "00:00:5e:00:53:{2}"},
    {"macaddr8", "00:00:5e:00:53:00:00:{2}"},
    {"point", "({0},{0})"},
    {"line", "{{1,2,{0}}}"},
    {"lseg", "[({0},0),({0},1)]"},
    {"box", "({3},{3}),({0},{0})"},
    {"path", "[({0},0),({0},1)]"},
    {"polygon", "(({0},0),({0},1),(0,1))"},
    {"circle", "<({0},0),1>"},
    {"tsvector", "'a{0}':1"},
    {"tsquery", "'a{0}'"},
    {"pg_lsn", "0/{2}"},
    {"pg_snapshot", "{3}:{3}:"},
    {"txid_snapshot", "{3}:{3}:"},
    {"int2vector", "{0} 2"},
    {"oidvector", "{0} 2"},
    {"refcursor", "a{0}"},
    {"hstore", "\"a\"=>\"{0}\""},
    {"ltree", "a.b{0}"},
    {"lquery", "a.b{0}"},
    {"ltxtquery", "a{0}"},
    {"cube", "({0}, 1)"},
    {"seg", "{0}"},
    {"semver", "1.0.{0}"},
    {"earth", "({0}, 1)"},
};

// Names of objects that every database has.
const std::map<std::string_view, std::pair<std::string_view, std::string_view>> two_names{
    {"bool", {"t", "f"}},
    {"regclass", {"pg_class", "pg_type"}},
    {"regtype", {"integer", "text"}},
    {"regproc", {"now", "pg_backend_pid"}},
    {"regprocedure", {"now()", "abs(integer)"}},
    {"regoper", {"||/", "|/"}},
    {"regoperator", {"+(integer,integer)", "-(integer,integer)"}},
    {"regnamespace", {"pg_catalog", "public"}},
    {"regrole", {"pg_monitor", "pg_signal_backend"}},
    {"regconfig", {"simple", "english"}},
    {"regdictionary", {"simple", "english_stem"}},
    {"regcollation", {"\"C\"", "\"POSIX\""}},
};

std::string bits(std::size_t n, std::size_t length) {
  std::string made(length, '0');
  for (std::size_t at = length, rest = n + 1; at > 0; --at, rest >>= 1) {
    made[at - 1] = (rest & 1) == 0 ? '0' : '1';
  }
  return made;
}

// Within precision and scale, and no rounder than a price.
std::string numeric(int modifier, std::size_t n) {
  if (modifier < 4) return fmt::format("{}.5", 1001 + n);
  const int precision = ((modifier - 4) >> 16) & 0xffff;
  const int scale = (modifier - 4) & 0x7ff;
  const int whole = scale >= 1024 ? 0 : precision - scale;
  if (scale >= 1024) return "0";  // a negative scale: 0 is a multiple of everything
  if (whole <= 0) return fmt::format("0.{:0>{}}", n % 9 + 1, scale);
  const std::size_t number = whole >= 4 ? 1001 + n : n % 9 + 1;
  return scale == 0 ? std::to_string(number) : fmt::format("{}.5", number);
}

// What pgvector and PostGIS have their values' shape from is the modifier.
std::string vector(int modifier, std::size_t n) {
  std::string made = "[";
  for (int at = 0; at < std::max(modifier, 1); ++at) {
    made += fmt::format("{}{}", at == 0 ? "" : ",", at == 0 ? n + 1 : 1);
  }
  return made + "]";
}

std::string spatial(int modifier, std::size_t n) {
  constexpr std::string_view shapes[] = {"POINT{2}({0} 1{1})",
                                         "POINT{2}({0} 1{1})",
                                         "LINESTRING{2}({0} 1{1},2 2{1})",
                                         "POLYGON{2}((0 0{1},0 {0}{1},1 1{1},0 0{1}))",
                                         "MULTIPOINT{2}({0} 1{1})",
                                         "MULTILINESTRING{2}(({0} 1{1},2 2{1}))",
                                         "MULTIPOLYGON{2}(((0 0{1},0 {0}{1},1 1{1},0 0{1})))",
                                         "GEOMETRYCOLLECTION{2}(POINT{2}({0} 1{1}))"};
  const int bits_of = std::max(modifier, 0);
  const auto shape = static_cast<std::size_t>((bits_of >> 2) & 0x3f);
  const int srid = (bits_of >> 8) & 0x1fffff;
  const bool high = (bits_of & 2) != 0;
  const bool measured = (bits_of & 1) != 0;
  const std::string more = std::string(high ? " 0" : "") + (measured ? " 0" : "");
  const std::string kind = std::string(high ? "Z" : "") + (measured ? "M" : "");
  const std::string text = fmt::format(fmt::runtime(shapes[shape < std::size(shapes) ? shape : 0]),
                                       n + 1, more, kind.empty() ? kind : " " + kind);
  return srid == 0 ? text : fmt::format("SRID={};{}", srid, text);
}

}  // namespace

std::string word(std::size_t n, std::size_t longest) {
  const std::string made = fmt::format("a{}", n + 1);
  if (longest == 0 || made.size() <= longest) return made;
  constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::string shorter;
  for (std::size_t at = 0, rest = n; at < longest; ++at, rest /= characters.size()) {
    shorter.insert(shorter.begin(), characters[rest % characters.size()]);
  }
  return shorter;
}

std::optional<std::string> builtin_value(const std::string& type, int modifier, std::size_t n) {
  if (type == "text") return word(n, 0);
  if (type == "varchar" || type == "bpchar") {
    return word(n, modifier > 4 ? static_cast<std::size_t>(modifier - 4) : 0);
  }
  if (type == "char") return word(n, 1);
  if (type == "numeric") return numeric(modifier, n);
  if (type == "bit" || type == "varbit") {
    const auto length = static_cast<std::size_t>(std::max(modifier, 1));
    return bits(n, type == "bit" || modifier > 0 ? std::min<std::size_t>(length, 8192) : 8);
  }
  if (type == "vector" || type == "halfvec") return vector(modifier, n);
  if (type == "geometry" || type == "geography") return spatial(modifier, n);
  if (const auto names = two_names.find(type); names != two_names.end()) {
    return std::string(n % 2 == 0 ? names->second.first : names->second.second);
  }
  const auto pattern = patterns.find(type);
  if (pattern == patterns.end()) return std::nullopt;
  return fmt::format(fmt::runtime(pattern->second), n + 1, n % 27 + 1,
                     fmt::format("{:02x}", (n + 1) % 256), 1001 + n);
}

}  // namespace gate
