#include "gate/report/html/parts.h"

#include <fmt/format.h>

namespace gate::html {
namespace {

std::string_view sign(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return "✓";
    case StepStatus::failed:
      return "✗";
    case StepStatus::skipped:
      return "–";
  }
  return "–";
}

}  // namespace

Markup section(std::string_view id, std::string_view heading, const Markup& content) {
  if (content.empty()) return {};
  const auto title = fmt::format("{}-title", id);
  return element("section", {{"id", std::string(id)}, {"aria-labelledby", title}},
                 element("h2", {{"id", title}}, heading) + content);
}

Markup scroll_region(std::string_view css_class, std::string_view label, const Markup& content) {
  return element("div",
                 {{"class", std::string(css_class)},
                  {"role", "region"},
                  {"tabindex", "0"},
                  {"aria-label", std::string(label)}},
                 content);
}

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string seconds(double milliseconds) { return fmt::format("{:.2f} s", milliseconds / 1000); }

Markup status_mark(StepStatus status) {
  const auto word = to_string(status);
  return element("span", {{"class", fmt::format("status {}", word)}},
                 fmt::format("{} {}", sign(status), word));
}

}  // namespace gate::html
