#include "tests/support/fixture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr auto over = fs::copy_options::recursive | fs::copy_options::overwrite_existing;

json read_json(const fs::path& file) { return json::parse(read_file(file)); }

void copy_healthy(const std::string& healthy, const fs::path& to) {
  fs::copy(fixtures_folder() / healthy, to, over);
  if (fs::exists(to / "seeds")) return;
  if (healthy != "monorepo") return;
  // Ours declare it as a folder below; here it is the repository itself.
  for (const auto& entry : fs::directory_iterator(fixtures_folder().parent_path() / "seeds")) {
    auto declaration = nlohmann::ordered_json::parse(read_file(entry.path()));
    declaration.erase("repository");
    fs::create_directories(to / "seeds");
    std::ofstream(to / "seeds" / entry.path().filename()) << declaration.dump(2) << '\n';
  }
}

void lay_over(const fs::path& overlay, const fs::path& to) {
  const auto file = overlay / "fixture.json";
  if (fs::exists(file)) {
    for (const std::string removed : read_json(file).value("remove", json::array())) {
      if (!fs::remove(to / removed)) {
        throw std::runtime_error(
            fmt::format("{} removes {}, which is not there", file.string(), removed));
      }
    }
  }
  fs::copy(overlay, to, over);
  fs::remove(to / "fixture.json");
}

void git(const fs::path& folder, int day, const std::string& command) {
  const auto date = fmt::format("2026-06-{:02}T09:00:00+00:00", day);
  const auto line = fmt::format(
      "cd '{}' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_DATE={} "
      "GIT_COMMITTER_DATE={} git -c user.name=dev -c user.email=dev@example.com {} >/dev/null 2>&1",
      folder.string(), date, date, command);
  if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: git " + command);
}

void commit(const fs::path& folder, int day, const std::string& message) {
  git(folder, day, "add -A");
  git(folder, day, fmt::format("commit --allow-empty -m '{}'", message));
}

// A step's branch, cut from the first commit where there is none yet.
void go_to_branch(const fs::path& folder, int day, const std::string& branch) {
  const auto there =
      fmt::format("cd '{}' && git show-ref --quiet --verify 'refs/heads/{}' 2>/dev/null",
                  folder.string(), branch);
  const bool is_new = std::system(there.c_str()) != 0;
  git(folder, day,
      is_new ? fmt::format("switch -q -c '{}' first", branch)
             : fmt::format("switch -q '{}'", branch));
}

// What a later commit adds is not there before it, what it removes is. The last branch is HEAD.
void tell_history(const fs::path& folder, const fs::path& overlay, const fs::path& healthy,
                  const json& history) {
  for (const auto& step : history) {
    for (const std::string added : step.value("add", json::array())) fs::remove(folder / added);
    for (const std::string removed : step.value("remove", json::array())) {
      fs::copy_file(healthy / removed, folder / removed, fs::copy_options::overwrite_existing);
    }
  }
  git(folder, 1, "init -q -b main .");
  commit(folder, 1, "The tree");
  git(folder, 1, "tag first");
  int day = 1;
  for (const auto& step : history) {
    if (step.contains("branch")) go_to_branch(folder, day, step["branch"]);
    for (const std::string added : step.value("add", json::array())) {
      const auto from = fs::exists(overlay / added) ? overlay / added : healthy / added;
      fs::copy_file(from, folder / added, fs::copy_options::overwrite_existing);
    }
    for (const std::string removed : step.value("remove", json::array())) {
      fs::remove(folder / removed);
    }
    commit(folder, ++day, step.at("message"));
  }
}

}  // namespace

fs::path fixtures_folder() { return fs::path(GATE_SOURCE_DIR) / "fixtures"; }

std::vector<std::string> fixture_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fixtures_folder() / "broken")) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Fixture read_fixture(const std::string& name) {
  return {name, read_json(fixtures_folder() / "broken" / name / "fixture.json")};
}

std::vector<Fixture> all_fixtures() {
  std::vector<Fixture> all;
  for (const std::string& name : fixture_names()) all.push_back(read_fixture(name));
  return all;
}

std::string cause_of(const Fixture& fixture) {
  const json& expected = fixture.expected;
  return expected.contains("errors") ? expected["errors"].at(0).at("code")
                                     : expected.at("findings").at(0).at("kind");
}

std::optional<Fixture> fixture_for(std::string_view cause) {
  for (const std::string& name : fixture_names()) {
    auto fixture = read_fixture(name);
    if (cause_of(fixture) == cause) return fixture;
  }
  return std::nullopt;
}

void lay_out_broken(const Sandbox& sandbox, const Fixture& fixture) {
  const std::string healthy = fixture.expected.at("healthy");
  const auto to = sandbox.path() / healthy;
  const auto overlay = fixtures_folder() / "broken" / fixture.name;
  copy_healthy(healthy, to);
  lay_over(overlay, to);
  if (fixture.expected.contains("history")) {
    tell_history(to, overlay, fixtures_folder() / healthy, fixture.expected["history"]);
  }
}

bool has_branches(const Fixture& fixture) {
  const auto history = fixture.expected.value("history", json::array());
  return std::any_of(history.begin(), history.end(),
                     [](const json& step) { return step.contains("branch"); });
}

void lay_out_mended(const Sandbox& sandbox, const Fixture& fixture) {
  const std::string healthy = fixture.expected.at("healthy");
  const auto to = sandbox.path() / healthy;
  const auto mended = fixtures_folder() / "mended" / fixture.name;
  if (has_branches(fixture)) {
    lay_out_broken(sandbox, fixture);
    const auto onto = fs::exists(mended / "fixture.json")
                          ? read_json(mended / "fixture.json").value("onto", "main")
                          : std::string("main");
    git(to, 20, fmt::format("reset -q --hard '{}'", onto));
    lay_over(mended, to);
    commit(to, 20, "Mended");
    return;
  }
  copy_healthy(healthy, to);
  lay_over(fixtures_folder() / "broken" / fixture.name, to);
  lay_over(mended, to);
}

std::vector<std::string> arguments_for(const Fixture& fixture) {
  const std::string healthy = fixture.expected.at("healthy");
  if (fs::exists(fixtures_folder() / healthy / "alembic.ini")) {
    return {"--ini", healthy + "/alembic.ini"};
  }
  return {"--root", healthy, "--tree", fixture.expected.at("tree")};
}

}  // namespace gate::test
