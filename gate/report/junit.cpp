// JUnit's XML, in the words that Jenkins' schema (tests/schemas/junit-10.xsd) allows.
#include <fmt/format.h>

#include <pugixml.hpp>

#include "gate/report/junit_suites.h"
#include "gate/report/render.h"
#include "gate/report/xml_text.h"

namespace gate {
namespace {

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}

void set(pugi::xml_node node, const char* name, std::size_t value) {
  set(node, name, std::to_string(value));
}

std::string seconds(double duration_ms) { return fmt::format("{:.3f}", duration_ms / 1000); }

void write_text(pugi::xml_node parent, const char* name, const std::string& text) {
  if (text.empty()) return;
  parent.append_child(name).append_child(pugi::node_pcdata).set_value(xml_text(text).c_str());
}

void write_trouble(pugi::xml_node parent, const char* name, const JunitCase& one) {
  auto node = parent.append_child(name);
  set(node, "type", xml_line(one.type));
  set(node, "message", xml_line(one.message));
  node.append_child(pugi::node_pcdata).set_value(xml_text(one.text).c_str());
}

void write_case(pugi::xml_node suite, const JunitCase& one, const std::string& tree) {
  auto node = suite.append_child("testcase");
  set(node, "classname", xml_line("gate." + tree));
  set(node, "name", xml_line(one.name));
  set(node, "time", seconds(one.duration_ms));
  switch (one.outcome) {
    case CaseOutcome::passed:
      break;
    case CaseOutcome::failed:
      write_trouble(node, "failure", one);
      break;
    case CaseOutcome::errored:
      write_trouble(node, "error", one);
      break;
    case CaseOutcome::skipped:
      set(node.append_child("skipped"), "message", "was not run");
      break;
  }
  write_text(node, "system-out", one.output);
}

void write_properties(pugi::xml_node suite, const JunitSuite& from) {
  if (from.properties.empty()) return;
  auto properties = suite.append_child("properties");
  for (const auto& [name, value] : from.properties) {
    auto property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", xml_line(value));
  }
}

void write_suite(pugi::xml_node parent, const JunitSuite& from, const std::string& started_at) {
  auto node = parent.append_child("testsuite");
  double duration_ms = 0;
  for (const JunitCase& one : from.cases) duration_ms += one.duration_ms;
  set(node, "name", xml_line(from.name));
  set(node, "tests", from.cases.size());
  set(node, "failures", count(from, CaseOutcome::failed));
  set(node, "errors", count(from, CaseOutcome::errored));
  set(node, "skipped", count(from, CaseOutcome::skipped));
  set(node, "time", seconds(duration_ms));
  if (!started_at.empty()) set(node, "timestamp", started_at);
  write_properties(node, from);
  for (const JunitCase& one : from.cases) write_case(node, one, from.name);
}

}  // namespace

std::string render_junit(const Report& report) {
  const auto suites = junit_suites(report);
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  for (const JunitSuite& suite : suites) {
    tests += suite.cases.size();
    failures += count(suite, CaseOutcome::failed);
    errors += count(suite, CaseOutcome::errored);
  }
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  auto root = document.append_child("testsuites");
  set(root, "name", "gate");
  set(root, "tests", tests);
  set(root, "failures", failures);
  set(root, "errors", errors);
  set(root, "time", seconds(report.duration_ms));
  for (const JunitSuite& suite : suites) write_suite(root, suite, report.started_at);
  StringWriter writer;
  document.save(writer, "  ", pugi::format_indent, pugi::encoding_utf8);
  return writer.take();
}

}  // namespace gate
