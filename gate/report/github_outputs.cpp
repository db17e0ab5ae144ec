#include "gate/report/github_outputs.h"

#include <nlohmann/json.hpp>

#include "gate/report/mending.h"
#include "gate/report/printable.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

// A value is handed on in the environment, where Linux takes 128 KiB for one.
constexpr std::size_t most_bytes = 100000;
constexpr int longest = 500;  // columns of a text

Json text(const std::string& words) {
  return words.empty() ? Json() : Json(shortened(printable_line(words), longest));
}

Json to_json(const TreeReport& tree, const Finding& finding) {
  return {{"tree", text(tree.name)},
          {"mode", text(finding.mode)},
          {"kind", finding.kind},
          {"severity", to_string(finding.severity)},
          {"owner", to_string(finding.owner)},
          {"verifier", text(finding.verifier)},
          {"revision", text(finding.revision)},
          {"file", text(finding.path.empty() ? finding.file : finding.path)},
          {"line", finding.line == 0 ? Json() : Json(finding.line)},
          {"message", text(finding.message)},
          {"fix", text(finding.fix)},
          {"because_of", text(finding.because_of)}};
}

// As many findings as there is room for.
std::string findings_of(const Report& report) {
  std::string list = "[";
  for (const auto& tree : report.trees) {
    for (const auto& finding : tree.findings) {
      const auto one = to_json(tree, finding).dump(-1, ' ', false, Json::error_handler_t::replace);
      if (list.size() + one.size() > most_bytes) return list + ']';
      list += (list.size() > 1 ? "," : "") + one;
    }
  }
  return list + ']';
}

// A tree that is red comes before one that only has notes.
const Finding* first_to_mend(const Report& report) {
  const Finding* note = nullptr;
  for (const auto& tree : report.trees) {
    const Finding* first = first_to_mend(tree.findings);
    if (first != nullptr && first->severity != Severity::note) return first;
    if (note == nullptr) note = first;
  }
  return note;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> github_outputs(const Report& report,
                                                                const std::string& report_path) {
  const Finding* first = first_to_mend(report);
  return {{"verdict", std::string(to_string(report.verdict))},
          {"mode", first == nullptr ? "" : first->mode},
          {"kind", first == nullptr ? "" : first->kind},
          {"owner", first == nullptr ? "" : std::string(to_string(first->owner))},
          {"report", report_path},
          {"findings", findings_of(report)}};
}

}  // namespace gate
