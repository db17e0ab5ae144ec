// What `cmake --install` and scripts/package make of the build that is tested: what is in it, that
// it runs where it was unpacked, and that packing it again gives the same bytes and builds nothing.
#include <gmock/gmock.h>
#include <stdio.h>
#include <sys/wait.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "tests/support/need.h"
#include "tests/support/sandbox.h"
#include "tests/support/temporary_folder.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsSupersetOf;

const fs::path root = GATE_SOURCE_DIR;
const fs::path build = fs::path(GATE_BINARY).parent_path();

struct Ran {
  int code = -1;
  std::string output;  // of both
};

Ran shell(const std::string& command) {
  Ran ran;
  FILE* pipe = ::popen(("{ " + command + "\n} 2>&1").c_str(), "r");
  char buffer[4096];
  while (const std::size_t size = ::fread(buffer, 1, sizeof buffer, pipe)) {
    ran.output.append(buffer, size);
  }
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

std::set<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

// The preset whose build this is: scripts/package knows a build by its preset.
std::string preset() {
  const std::string name = build.filename();
  return name == "build" ? "dev" : name.substr(std::string("build-").size());
}

std::string version() {
  const std::string told = shell(std::string(GATE_BINARY) + " --version").output;
  return told.substr(5, told.find(' ', 5) - 5);
}

// Below the prefix; what differs between the places is added by each.
std::set<std::string> files_everywhere() {
  std::set<std::string> files{"bin/gate",
                              "share/man/man1/gate.1",
                              "share/bash-completion/completions/gate",
                              "share/fish/vendor_completions.d/gate.fish",
                              "share/gate/tree.schema.json",
                              "share/gate/report.schema.json",
                              "share/doc/gate/README.md"};
  for (const auto& entry : fs::directory_iterator(root / "gate/diagnosis/causes")) {
    if (entry.path().extension() != ".md") continue;
    files.insert("share/gate/causes/" + entry.path().filename().string());
  }
  return files;
}

bool is_packaged_here() { return shell("command -v cpack dpkg-deb dpkg-shlibdeps file").code == 0; }

// A `run:` of the release's job, from the word on that it begins with.
std::string release_step(const std::string& beginning) {
  const std::string workflow = read_file(root / ".github/workflows/release.yml");
  const auto at = workflow.find("run: " + beginning);
  if (at == workflow.npos) return "echo release.yml has no step " + beginning + "; false";
  return workflow.substr(at + 5, workflow.find('\n', at) - at - 5);
}

class Package : public testing::Test {
 protected:
  void SetUp() override {
    GATE_NEED(is_packaged_here(), "cpack, dpkg-dev and file");
    if (root / build.filename() != build) GTEST_SKIP() << "not a build of a preset: " << build;
    GATE_NEED(fs::exists(build / "pages/gate.1"), "the build's target all");
  }
  // Runs a step as the job would at this tag, with dist/ in a folder of the test's.
  Ran run_step(std::string step, const std::string& tag) const {
    const std::string script = "scripts/package";
    if (step.starts_with(script)) {
      step.replace(0, script.size(), (root / script).string() + " --prebuilt");
    }
    return shell("cd " + folder_.path().string() + " && export GITHUB_REF_NAME=" + tag +
                 " GATE_PRESET=" + preset() + " && " + step);
  }
  std::string only_file(const std::string& ending) const {
    for (const auto& entry : fs::directory_iterator(folder_.path() / "dist")) {
      if (entry.path().string().ends_with(ending)) return entry.path();
    }
    return "no file with this ending: " + ending;
  }
  TemporaryFolder folder_;
};

// As the release's job makes them; the script tries each package itself.
TEST_F(Package, HoldsEverythingRunsAndIsTheSameTheNextTime) {
  const auto linked = fs::last_write_time(GATE_BINARY);
  const std::string log = read_file(build / ".ninja_log");
  const Ran made = run_step(release_step("scripts/package"), "v" + version());
  ASSERT_EQ(made.code, 0) << made.output;
  EXPECT_EQ(fs::last_write_time(GATE_BINARY), linked) << "packaging built the gate again";
  EXPECT_EQ(read_file(build / ".ninja_log"), log) << "packaging built something";

  const std::string deb = only_file(".deb");
  const std::string archive = only_file(".tar.gz");
  EXPECT_THAT(fs::path(deb).filename(), testing::AnyOf("gate_" + version() + "_amd64.deb",
                                                       "gate_" + version() + "_arm64.deb"));
  EXPECT_THAT(fs::path(archive).filename().string(),
              testing::StartsWith("gate-" + version() + "-linux-a"));
  auto expected = files_everywhere();
  std::set<std::string> in_deb{"./usr/share/zsh/vendor-completions/_gate",
                               "./usr/share/doc/gate/copyright"};
  const std::string top = fs::path(archive).stem().stem();
  std::set<std::string> in_archive{top + "/share/zsh/site-functions/_gate",
                                   top + "/share/doc/gate/LICENSE"};
  for (const std::string& file : expected) {
    in_deb.insert("./usr/" + file);
    in_archive.insert(top + "/" + file);
  }
  EXPECT_THAT(lines_of(shell("dpkg-deb --fsys-tarfile " + deb + " | tar -t").output),
              IsSupersetOf(in_deb));
  EXPECT_THAT(lines_of(shell("tar -tzf " + archive).output), IsSupersetOf(in_archive));
  const std::string control = shell("dpkg-deb --field " + deb).output;
  for (const char* words : {"Package: gate\n", "libc6 (>= ", "libpq5", "libstdc++6",
                            "Recommends: postgresql-15 | docker.io, python3-alembic"}) {
    EXPECT_THAT(control, HasSubstr(words));
  }
  const Ran summed = run_step(release_step("cd dist && sha256sum"), "v" + version());
  EXPECT_EQ(summed.code, 0) << summed.output;

  // Somebody else packs it, later.
  const Ran again =
      shell("umask 022; SOURCE_DATE_EPOCH=$(git -C " + root.string() +
            " log -1 --format=%ct 2>/dev/null || echo 0) cpack --config " +
            (build / "CPackConfig.cmake").string() + " -B " + folder_.path().string() + "/again");
  ASSERT_EQ(again.code, 0) << again.output;
  EXPECT_EQ(
      shell("cd " + folder_.path().string() + "/again && sha256sum --check ../dist/SHA256SUMS")
          .code,
      0);
}

TEST_F(Package, OfAnotherVersionThanTheTagsIsNotMade) {
  const Ran refused = run_step(release_step("scripts/package"), "v99.0.0");
  EXPECT_NE(refused.code, 0);
  EXPECT_THAT(refused.output,
              HasSubstr("this is version " + version() + ", and 99.0.0 is expected"));
  EXPECT_FALSE(fs::exists(folder_.path() / "dist"));
}

TEST_F(Package, IsInstalledBelowAPrefixToo) {
  const Ran installed =
      shell("cmake --install " + build.string() + " --prefix " + folder_.path().string());
  ASSERT_EQ(installed.code, 0) << installed.output;
  auto expected = files_everywhere();
  expected.insert({"share/zsh/site-functions/_gate", "share/doc/gate/LICENSE"});
  for (const std::string& file : expected) {
    EXPECT_TRUE(fs::exists(folder_.path() / file)) << file;
  }
  EXPECT_THAT(read_file(folder_.path() / "share/bash-completion/completions/gate"),
              HasSubstr("complete -F _gate gate"));
}

}  // namespace
}  // namespace gate::test
