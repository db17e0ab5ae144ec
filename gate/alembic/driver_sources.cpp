// What the driver is asked about the sources; it runs none of them.
#include <nlohmann/json.hpp>

#include "gate/alembic/driver.h"
#include "gate/alembic/event.h"

namespace gate {

using nlohmann::json;

Result<void> Driver::ask(const std::string& request, std::string_view last,
                         const std::function<void(const json&)>& take, const Deadline& deadline,
                         const Interrupt& interrupt) {
  const auto gone = [&](const char* how) {
    return Error{ErrorCode::infrastructure,
                 std::string("the Python driver ") + how + " while it read the version files",
                 "Run gate again; if it stays so, report the version files it stops at."};
  };
  if (!child_ || !child_->send_line(request)) return gone("had ended");
  std::string line;
  for (;;) {
    switch (child_->next_line(line, deadline, interrupt)) {
      case LineResult::line:
        break;
      case LineResult::interrupted:
        return Error{ErrorCode::interrupted, "interrupted"};
      case LineResult::deadline:
        return gone("ran out of time");
      case LineResult::ended:
        return gone("ended");
    }
    const auto event = parse_event(line);
    if (!event) return event.error();
    const std::string name = (*event)["event"];
    if (name == last) return {};
    if (name == "driver-error" || name == "protocol-error") {
      return Error{ErrorCode::internal, "the Python driver failed: " + event->dump(),
                   "This is a bug of gate; please report it."};
    }
    take(*event);
  }
}

Result<SourceFacts> Driver::operations(const Deadline& deadline, const Interrupt& interrupt) {
  SourceFacts facts;
  const auto asked = ask(
      json{{"request", "operations"}}.dump(), "operations-end",
      [&](const json& event) { add_event(event, facts); }, deadline, interrupt);
  if (!asked) return asked.error();
  return facts;
}

Result<TreeNeeds> Driver::needs(const Deadline& deadline, const Interrupt& interrupt) {
  TreeNeeds needs;
  const auto take = [&](const json& event) {
    if (event["event"] == "variable") needs.variables.push_back(variable_read(event));
    if (event["event"] == "flask") needs.flask = flask_application(event);
  };
  const auto asked = ask(json{{"request", "needs"}}.dump(), "needs-end", take, deadline, interrupt);
  if (!asked) return asked.error();
  return needs;
}

Result<std::vector<RevisionFile>> Driver::read_texts(const std::vector<SourceText>& texts,
                                                     const Deadline& deadline,
                                                     const Interrupt& interrupt) {
  json request = {{"request", "read"}, {"texts", json::array()}};
  for (const SourceText& one : texts) {
    request["texts"].push_back({{"name", one.name}, {"text", one.text}});
  }
  std::vector<RevisionFile> files;
  const auto asked = ask(
      request.dump(-1, ' ', true, json::error_handler_t::replace), "read-end",
      [&](const json& event) { files.push_back(revision_file(event)); }, deadline, interrupt);
  if (!asked) return asked.error();
  return files;
}

}  // namespace gate
