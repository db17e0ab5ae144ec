#include "gate/diagnosis/missing_surroundings.h"

#include <algorithm>
#include <string_view>

namespace gate {
namespace {

bool is_class(const ExceptionLink& link, std::string_view name) {
  return link.class_name == name || link.class_name.ends_with("." + std::string(name));
}

std::string_view in_quotes(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"')) return text;
  return text.substr(1, text.find(text.front(), 1) - 1);
}

bool reads_environment(const SourcePlace& place) {
  return place.code.find("environ[") != std::string::npos;
}

// Where a log ends in os.py itself, the frame before it has the line.
bool is_at_the_environment(const Failure& failure) {
  const auto& frames = failure.frames;
  const auto last = std::min<std::size_t>(2, frames.size());
  return reads_environment(failure.place) ||
         std::any_of(frames.end() - static_cast<std::ptrdiff_t>(last), frames.end(),
                     reads_environment);
}

}  // namespace

std::vector<std::string> missing_variables(const Failure& failure) {
  if (!failure.missing_variables.empty()) return failure.missing_variables;
  for (const ExceptionLink& link : failure.chain) {
    if (is_class(link, "KeyError") && is_at_the_environment(failure)) {
      return {std::string(in_quotes(link.message))};
    }
    const auto end =
        link.message.find(" not found. Declare it as envvar or define a default value");
    if (is_class(link, "UndefinedValueError") && end != std::string::npos) {
      return {link.message.substr(0, end)};
    }
  }
  return {};
}

std::string missing_module(const Failure& failure) {
  constexpr std::string_view before = "No module named ";
  if (!failure.missing_module.empty()) return failure.missing_module;
  for (const ExceptionLink& link : failure.chain) {
    if (is_class(link, "ModuleNotFoundError") && link.message.starts_with(before)) {
      return std::string(in_quotes(std::string_view(link.message).substr(before.size())));
    }
  }
  return {};
}

}  // namespace gate
