// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): what code
// scanning reads.
#include "gate/report/render.h"
#include "gate/report/sarif_parts.h"

namespace gate {
namespace {

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// The causes that the report knows; of one that it does not know, its slug alone.
SarifJson rules_of(const Report& report, RuleIndexes& indexes) {
  SarifJson rules = SarifJson::array();
  const auto add = [&](const KnownCause& cause) {
    if (indexes.emplace(cause.kind, rules.size()).second) rules.push_back(sarif_rule(cause));
  };
  for (const KnownCause& cause : report.causes) add(cause);
  for (const TreeReport& tree : report.trees) {
    for (const Finding& finding : tree.findings) add({finding.kind, "", "", ""});
  }
  return rules;
}

}  // namespace

std::string render_sarif(const Report& report) {
  RuleIndexes indexes;
  SarifJson driver = {{"name", "gate"}};
  if (!report.gate_version.empty()) driver["version"] = report.gate_version;
  driver["rules"] = rules_of(report, indexes);
  Fingerprints fingerprints;
  SarifJson results = SarifJson::array();
  for (const TreeReport& tree : report.trees) {
    for (const Finding& finding : tree.findings) {
      results.push_back(sarif_result(tree, finding, indexes, fingerprints));
    }
  }
  const SarifJson root = {{"description", {{"text", "The root of git's working tree."}}}};
  SarifJson run = {{"tool", {{"driver", std::move(driver)}}},
                   {"invocations", SarifJson::array({sarif_invocation(report)})},
                   {"originalUriBaseIds", {{"%SRCROOT%", root}}},
                   {"results", std::move(results)}};
  const SarifJson log = {
      {"$schema", schema}, {"version", "2.1.0"}, {"runs", SarifJson::array({std::move(run)})}};
  return log.dump(2, ' ', false, SarifJson::error_handler_t::replace) + '\n';
}

}  // namespace gate
