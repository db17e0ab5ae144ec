// Trouble that is not the migration's.
#include <fmt/format.h>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_message = 8000;

std::string whom_it_concerns(const Error& error) {
  std::string words = error.tree;
  if (!error.step.empty()) words += (words.empty() ? "" : ", in ") + error.step;
  return one_line(words);
}

Markup article(const Error& error) {
  Markup content = element("p", {{"class", "kind"}}, fmt::format("error: {}", slug(error.code))) +
                   element("h3", one_line(error.message, most_message));
  if (const auto words = whom_it_concerns(error); !words.empty()) {
    content += element("p", {{"class", "where"}}, words);
  }
  if (!error.hint.empty()) {
    content += element("h4", "What to do") + element("p", beginning(error.hint, most_message));
  }
  if (!error.issue.empty()) {
    content +=
        element("h4", "An issue to file") + element("pre", beginning(error.issue, most_message));
  }
  return element("article", {{"class", "finding error"}}, content);
}

}  // namespace

Markup errors_part(const Report& report) {
  Markup content;
  for (const Error& error : report.errors) content += article(error);
  return section("errors", "Errors", content);
}

}  // namespace gate::html
