#include "gate/diagnosis/sqlstate_class.h"

#include <utility>

namespace gate {
namespace {

constexpr std::pair<std::string_view, std::string_view> classes[] = {
    {"08", "connection exception"},
    {"0A", "feature not supported"},
    {"21", "cardinality violation"},
    {"22", "data exception"},
    {"23", "integrity constraint violation"},
    {"24", "invalid cursor state"},
    {"25", "invalid transaction state"},
    {"26", "invalid statement name"},
    {"27", "triggered data change violation"},
    {"28", "invalid authorization"},
    {"2B", "dependent privileges still exist"},
    {"2D", "invalid transaction termination"},
    {"34", "invalid cursor name"},
    {"3B", "savepoint exception"},
    {"3D", "invalid database name"},
    {"3F", "invalid schema name"},
    {"40", "transaction rollback"},
    {"42", "syntax error or access rule violation"},
    {"44", "WITH CHECK OPTION violation"},
    {"53", "insufficient resources"},
    {"54", "program limit exceeded"},
    {"55", "object not in prerequisite state"},
    {"57", "operator intervention"},
    {"58", "system error"},
    {"72", "snapshot failure"},
    {"F0", "configuration file error"},
    {"HV", "foreign data wrapper error"},
    {"P0", "PL/pgSQL error"},
    {"XX", "internal error"},
};

}  // namespace

std::string_view class_in_words(std::string_view sqlstate) {
  for (const auto& [code, words] : classes) {
    if (sqlstate.substr(0, 2) == code) return words;
  }
  return {};
}

}  // namespace gate
