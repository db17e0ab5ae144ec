#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/sarif_parts.h"

namespace gate {
namespace {

SarifJson notification(const Error& error) {
  std::string text = printable(error.message);
  if (!error.hint.empty()) text += fmt::format("\n{}", printable(error.hint));
  SarifJson one = {{"level", "error"},
                   {"descriptor", {{"id", slug(error.code)}}},
                   {"message", {{"text", std::move(text)}}}};
  SarifJson properties = SarifJson::object();
  if (!error.tree.empty()) properties["tree"] = error.tree;
  if (!error.step.empty()) properties["step"] = error.step;
  if (!properties.empty()) one["properties"] = std::move(properties);
  return one;
}

bool is_of_the_configuration(const Error& error) {
  return error.code == ErrorCode::usage || error.code == ErrorCode::declaration;
}

}  // namespace

SarifJson sarif_invocation(const Report& report) {
  SarifJson invocation = {{"executionSuccessful", report.verdict != Verdict::error}};
  const bool interrupted =
      std::any_of(report.errors.begin(), report.errors.end(),
                  [](const Error& error) { return error.code == ErrorCode::interrupted; });
  // Which signal it was, and so the code, the report does not know.
  if (interrupted) {
    invocation["exitCodeDescription"] = "interrupted";
  } else {
    invocation["exitCode"] = static_cast<int>(exit_code(report));
  }
  if (!report.started_at.empty()) invocation["startTimeUtc"] = report.started_at;
  SarifJson configuration = SarifJson::array();
  SarifJson execution = SarifJson::array();
  for (const Error& error : report.errors) {
    auto& list = is_of_the_configuration(error) ? configuration : execution;
    list.push_back(notification(error));
  }
  invocation["toolConfigurationNotifications"] = std::move(configuration);
  invocation["toolExecutionNotifications"] = std::move(execution);
  return invocation;
}

}  // namespace gate
