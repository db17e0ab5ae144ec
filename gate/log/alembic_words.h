// The single lines that Alembic and Flask-Migrate print, by version and logging set-up.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gate {

// The words of a refusal: behind "FAILED: ", "ERROR [alembic.util.messaging] ", Flask-Migrate's
// "Error: ". Nothing where the line is none, or where the words are none of Alembic's and no logger
// says that they are.
std::optional<std::string> refusal_in(std::string_view line);
// Whether Alembic, any version, refuses with these words.
bool is_alembics_refusal(std::string_view words);

// What Alembic warns of while it reads the graph.
struct GraphWarning {
  std::string duplicate;  // the id that more than one file claims
  std::string missing;    // the id that no file has
  std::string referring;  // and the revision that refers to it
};
std::optional<GraphWarning> graph_warning_in(std::string_view line);

// The id in "Can't locate revision identified by '0004'"; empty in other words.
std::string unknown_revision_in(std::string_view words);
// Whether it says that there is more than one head.
bool says_multiple_heads(std::string_view words);
bool says_cycle(std::string_view words);

// 2 of "Console head count: 2" or "ERROR: Console alembic has 2 heads — expected exactly 1."; 0 in
// other lines.
int head_count_in(std::string_view line);

}  // namespace gate
