// The page: head, navigation and parts, in one file that needs nothing beside itself.
#include <fmt/format.h>

#include "gate/report/html/content_policy.h"
#include "gate/report/html/embedded_assets.h"
#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"
#include "gate/report/render.h"

namespace gate {
namespace html {
namespace {

EmbeddedFile asset(std::string_view name) {
  for (const EmbeddedFile& file : embedded_assets()) {
    if (file.name == name) return file;
  }
  return {};
}

Markup named_meta(std::string_view name, std::string_view content) {
  return void_element("meta", {{"name", std::string(name)}, {"content", std::string(content)}});
}

std::string title_of(const Report& report) {
  std::string trees;
  for (const TreeReport& tree : report.trees) trees += (trees.empty() ? "" : ", ") + tree.title;
  return one_line(fmt::format("{}: {}{}migration gate", verdict_word(report), trees,
                              trees.empty() ? "" : " — "));
}

Markup head(const Report& report) {
  const auto style = asset("report.css");
  const auto script = asset("report.js");
  return element(
      "head", void_element("meta", {{"charset", "utf-8"}}) +
                  void_element("meta", {{"http-equiv", "Content-Security-Policy"},
                                        {"content", content_policy(style.sha256, script.sha256)}}) +
                  named_meta("viewport", "width=device-width, initial-scale=1") +
                  named_meta("color-scheme", "light dark") + named_meta("referrer", "no-referrer") +
                  element("title", title_of(report)) +
                  element("style", Markup::verbatim(std::string(style.text))));
}

std::string by_whom(const Report& report) {
  auto words = std::string("gate");
  if (!report.gate_version.empty()) words += " " + report.gate_version;
  if (!report.started_at.empty()) words += ", started " + report.started_at;
  return words;
}

struct Part {
  std::string_view id;
  std::string_view name;
  Markup content;
};

Markup navigation(const std::vector<Part>& parts) {
  Markup items;
  for (const Part& part : parts) {
    if (part.content.empty()) continue;
    items += element("li", element("a", {{"href", "#" + std::string(part.id)}}, part.name));
  }
  return items.empty()
             ? items
             : element("nav", {{"aria-label", "Parts of the report"}}, element("ul", items));
}

Markup body(const Report& report) {
  const std::vector<Part> parts{{"errors", "Errors", errors_part(report)},
                                {"findings", "Findings", findings_part(report)},
                                {"timeline", "Timeline", timeline_part(report)},
                                {"graphs", "Graph", graphs_part(report)},
                                {"steps", "Steps", steps_part(report)},
                                {"needs", "Needs", needs_part(report)},
                                {"kept", "Servers", kept_part(report)},
                                {"by-hand", "By hand", by_hand_part(report)},
                                {"logs", "Log", logs_part(report)},
                                {"causes", "Causes", causes_part(report)}};
  Markup content = verdict_part(report);
  for (const Part& part : parts) content += part.content;
  return element(
      "body",
      element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the verdict") +
          element("header",
                  element("p", element("strong", "Migration gate") +
                                   element("span", {{"class", "aside"}}, by_whom(report))) +
                      navigation(parts)) +
          element("main", {{"id", "main"}, {"tabindex", "-1"}}, content) +
          element("footer", element("p", "Written by " + by_whom(report) +
                                             ". The page needs no network and sends nothing.")) +
          element("script", Markup::verbatim(std::string(asset("report.js").text))));
}

}  // namespace
}  // namespace html

std::string render_html(const Report& report) {
  return "<!doctype html>\n" +
         html::element("html", {{"lang", "en"}}, html::head(report) + html::body(report)).html() +
         "\n";
}

}  // namespace gate
