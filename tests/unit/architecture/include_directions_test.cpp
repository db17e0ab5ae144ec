// "Dependencies point one way" (design.md, ARCHITECTURE.md): read off the includes of every file.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gate {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

using Folders = std::set<std::string>;

// From the top down: a folder includes those of the levels below its own, and itself.
const std::vector<Folders> levels{{"main"},
                                  {"cli"},
                                  {"init"},
                                  {"pipeline", "report"},
                                  {"tree", "alembic", "source", "git", "log", "diagnosis"},
                                  {"process", "postgres"},
                                  {"core"}};

// These include core and nothing else, whatever their level.
const Folders only_core{"diagnosis", "report"};

struct Edge {
  std::string from;
  std::string to;
  auto operator<=>(const Edge&) const = default;
};
// Includes between neighbours on one level.
const std::set<Edge> between_neighbours{
    {"alembic", "tree"},      // what to run is in the declaration
    {"alembic", "log"},       // what a plain `alembic` printed
    {"postgres", "process"},  // servers and clients are child processes
};

// Libraries that only one place may know.
struct Library {
  std::string header;
  std::vector<std::string> places;  // files and folders below gate/
};
const std::vector<Library> libraries{
    {"libpq-fe.h", {"postgres/"}},
    {"boost/process", {"process/"}},
    {"nlohmann/",
     {"alembic/", "source/", "diagnosis/prerequisite_snippet.cpp", "report/github_outputs.cpp",
      "report/gitlab.cpp", "report/sarif", "report/json.cpp", "report/next_json.cpp",
      "report/plan_json.cpp", "report/triage_json.cpp", "report/version_json.cpp", "tree/json_"}},
    {"CLI/", {"cli/"}},
    {"yaml-cpp/", {"source/workflow.cpp", "source/service_images.cpp"}},
    {"pg_query.h", {"source/"}},
    {"cmark.h", {"report/markdown.cpp", "report/html/causes_part.cpp"}},
    {"pugixml.hpp", {"report/junit.cpp"}},
    {"boost/uuid", {"report/fingerprint.cpp"}},
};

const fs::path source = GATE_SOURCE_DIR;

std::vector<fs::path> files_below(const std::string& folder, const std::set<std::string>& kinds) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
    if (entry.is_regular_file() && kinds.count(entry.path().extension()) != 0) {
      files.push_back(entry.path().lexically_relative(source));
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream stream(source / file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

struct Include {
  fs::path file;
  std::string header;
  bool quoted;
};
std::vector<Include> includes_below(const std::string& folder) {
  std::vector<Include> all;
  for (const fs::path& file : files_below(folder, {".cpp", ".h"})) {
    for (const std::string& line : lines_of(file)) {
      if (!line.starts_with("#include ")) continue;
      const bool quoted = line.find('"') != line.npos;
      const auto begin = line.find_first_of("\"<");
      const auto end = line.find_first_of("\">", begin + 1);
      all.push_back({file, line.substr(begin + 1, end - begin - 1), quoted});
    }
  }
  return all;
}

// "gate/report/json.cpp" is of report, "gate/main.cpp" of main.
std::string folder_of(const fs::path& file) {
  const auto second = std::next(file.begin());
  return std::next(second) == file.end() ? second->stem() : *second;
}

std::size_t level_of(const std::string& folder) {
  const auto found = std::find_if(levels.begin(), levels.end(),
                                  [&](const Folders& level) { return level.count(folder) != 0; });
  return static_cast<std::size_t>(found - levels.begin());
}

bool may_include(const std::string& from, const std::string& to) {
  if (from == to) return true;
  if (only_core.count(from) != 0) return to == "core";
  return level_of(from) < level_of(to) || between_neighbours.count({from, to}) != 0;
}

TEST(IncludeDirections, EveryFolderIsOnALevel) {
  for (const fs::path& file : files_below("gate", {".cpp", ".h"})) {
    EXPECT_LT(level_of(folder_of(file)), levels.size()) << file;
  }
}

TEST(IncludeDirections, PointDownOnly) {
  const auto all = includes_below("gate");
  ASSERT_GT(all.size(), 100u) << "nothing was read below " << source;
  for (const Include& include : all) {
    if (!include.header.starts_with("gate/")) continue;
    const std::string from = folder_of(include.file);
    EXPECT_TRUE(may_include(from, folder_of(include.header)))
        << include.file.string() << " includes " << include.header;
  }
}

TEST(IncludeDirections, EveryExceptionIsStillNeeded) {
  std::set<Edge> unused = between_neighbours;
  for (const Include& include : includes_below("gate")) {
    if (include.header.starts_with("gate/")) {
      unused.erase({folder_of(include.file), folder_of(include.header)});
    }
  }
  for (const Edge& edge : unused) ADD_FAILURE() << edge.from << " no longer includes " << edge.to;
}

TEST(IncludeDirections, LibrariesAreKnownInTheirPlaceOnly) {
  for (const Include& include : includes_below("gate")) {
    for (const Library& library : libraries) {
      if (!include.header.starts_with(library.header)) continue;
      const std::string file = include.file.lexically_relative("gate");
      EXPECT_TRUE(std::any_of(library.places.begin(), library.places.end(),
                              [&](const std::string& place) { return file.starts_with(place); }))
          << include.file.string() << " includes " << include.header;
    }
  }
}

TEST(IncludeDirections, OurOwnFilesAreNamedFromTheTop) {
  for (const std::string folder : {"gate", "tests"}) {
    for (const Include& include : includes_below(folder)) {
      const bool ours = include.header.starts_with("gate/") || include.header.starts_with("tests/");
      EXPECT_EQ(include.quoted, ours) << include.file.string() << " includes " << include.header;
    }
  }
}

// Longer when this guard came; they may shrink and not grow.
const std::map<std::string, std::size_t> longer{{"tests/integration/driver/support.py", 394}};

TEST(FileLength, NoFileIsLongerThan300Lines) {
  for (const std::string folder : {"gate", "tests"}) {
    for (const fs::path& file : files_below(folder, {".cpp", ".h", ".py"})) {
      const auto known = longer.find(file.string());
      EXPECT_LE(lines_of(file).size(), known == longer.end() ? 300u : known->second) << file;
    }
  }
}

}  // namespace
}  // namespace gate
