#include "gate/pipeline/models.h"

#include <fmt/format.h>

#include "gate/pipeline/collect.h"

namespace gate {
namespace {

bool says(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

std::string words_of(const StepResult& result) {
  if (result.failure && !result.failure->chain.empty()) {
    return result.failure->chain.front().message;
  }
  return result.how_it_ended.empty() ? result.output : result.how_it_ended;
}

// Why `alembic check` itself could not be run, in words.
std::string why_not(const StepResult& result) {
  const std::string words = words_of(result);
  if (says(words, "does not provide a MetaData")) return "env.py gives Alembic no MetaData";
  return "`alembic check` failed: " + words.substr(0, words.find('\n'));
}

}  // namespace

Result<std::string> compare_models(AlembicRunner& runner, const Deadline& deadline,
                                   const Interrupt& interrupt, Evidence& evidence) {
  if (failed_step(evidence) != nullptr) return std::string();
  const auto result = runner.run({"check"}, deadline, interrupt);
  if (!result) return result.error();
  if (result->passed) return std::string();
  if (!result->model_drift) {
    return "the models were not compared: " + why_not(*result);
  }
  const std::string words = words_of(*result);
  evidence.model_drift = ModelDrift{*result->model_drift, words};
  return std::string();
}

}  // namespace gate
