#include <algorithm>
#include <nlohmann/json.hpp>

#include "gate/report/printable.h"
#include "gate/report/triage.h"

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

Json or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

Json to_json(const TriageFinding& found) {
  const Finding& finding = found.finding;
  Json evidence = Json::array();
  for (const LogLine& line : found.evidence) evidence.push_back(printable_line(line.text));
  return {{"mode", or_null(finding.mode)},
          {"kind", finding.kind},
          {"owner", to_string(finding.owner)},
          {"confidence", to_string(found.confidence)},
          {"message", printable(finding.message)},
          {"lines", {found.evidence.front().number, found.evidence.back().number}},
          {"evidence", std::move(evidence)},
          {"verifier", or_null(finding.verifier)},
          {"escalate", finding.escalate},
          {"step", or_null(finding.step)},
          {"revision", or_null(finding.revision)},
          {"file", or_null(finding.file)},
          {"line", finding.line == 0 ? Json() : Json(finding.line)},
          {"sqlstate", or_null(finding.sqlstate)},
          {"statement", or_null(finding.statement)},
          {"fix", or_null(finding.fix)},
          {"times", found.times}};
}

}  // namespace

std::string render_triage_json(const TriageReport& report) {
  Json findings = Json::array();
  for (const TriageFinding& found : report.findings) findings.push_back(to_json(found));
  Json unknown;
  if (report.findings.empty() && report.looks_like) {
    unknown = {{"line", report.looks_like->number},
               {"text", printable_line(report.looks_like->text)}};
  }
  const Json json = {{"schema_version", schema_version},
                     {"findings", std::move(findings)},
                     {"failed", report.failed},
                     {"no_known_cause", std::move(unknown)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gate
