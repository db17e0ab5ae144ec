#include "gate/report/sarif_parts.h"

namespace gate {
namespace {

// "missing-role" is MissingRole: a rule's name is an identifier.
std::string name_of(const std::string& slug) {
  std::string name;
  bool begins = true;
  for (const char c : slug) {
    if (c != '-') name += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = c == '-';
  }
  return name;
}

// What stands between a page's title and its first section.
std::string first_paragraph(const KnownCause& cause) {
  const auto begin = cause.page.find("\n\n");
  if (begin == std::string::npos) return cause.title;
  const auto end = cause.page.find("\n\n", begin + 2);
  return cause.page.substr(begin + 2, end - begin - 2);
}

}  // namespace

SarifJson sarif_rule(const KnownCause& cause) {
  if (cause.page.empty()) return {{"id", cause.kind}, {"name", name_of(cause.kind)}};
  SarifJson rule = {{"id", cause.kind},
                    {"name", name_of(cause.kind)},
                    {"shortDescription", {{"text", cause.title}}},
                    {"fullDescription", {{"text", first_paragraph(cause)}}},
                    {"help", {{"text", cause.page}, {"markdown", cause.page}}}};
  if (!cause.mode.empty()) rule["properties"] = {{"mode", cause.mode}};
  return rule;
}

}  // namespace gate
