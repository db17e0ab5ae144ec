// --help, the man page and the three completions tell the same sub-commands and options.
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <set>
#include <sstream>

#include "gate/cli/command_line.h"
#include "gate/cli/completion.h"
#include "gate/cli/man_page.h"
#include "gate/cli/reference.h"

namespace gate {
namespace {

using testing::HasSubstr;
using testing::Not;

class Documented : public testing::Test {
 protected:
  std::shared_ptr<CLI::App> app() { return make_command_line(options_); }
  CommandLineShape shape() { return shape_of(*app()); }
  std::string man() { return man_page(shape(), "1.2.3", "2026-11-20"); }
  // Read off the text of --help, the app's own and each sub-command's.
  std::set<std::string> long_options() {
    std::set<std::string> names;
    const auto add = [&](const std::string& help) {
      std::istringstream lines(help);
      for (std::string line; std::getline(lines, line);) {
        const auto at = line.find("--");
        if (!line.starts_with("  -") || at == line.npos) continue;
        names.insert(line.substr(at, line.find_first_of(" ,", at) - at));
      }
    };
    const auto all = app();
    add(all->help("", CLI::AppFormatMode::Normal));
    for (const std::string& name : sub_commands()) add(all->get_subcommand(name)->help());
    return names;
  }
  std::set<std::string> sub_commands() {
    std::istringstream lines(app()->help());
    std::set<std::string> names;
    bool there = false;
    for (std::string line; std::getline(lines, line);) {
      if (there && line.empty()) break;
      if (there) names.insert(line.substr(2, line.find(' ', 2) - 2));
      there = there || line == "Subcommands:";
    }
    return names;
  }

 private:
  Options options_;
};

TEST_F(Documented, HelpIsReadRightly) {
  EXPECT_THAT(long_options(), testing::IsSupersetOf({"--server", "--verbose", "--json", "--dry-run",
                                                     "--names", "--version", "--help"}));
  EXPECT_THAT(sub_commands(), testing::IsSupersetOf({"run", "check", "completion", "man"}));
}

TEST_F(Documented, EveryOptionIsInEachCompletionAndTheManPage) {
  const auto bash = bash_completion(shape());
  const auto zsh = zsh_completion(shape());
  const auto fish = fish_completion(shape());
  const auto page = man();
  for (const std::string& name : long_options()) {
    EXPECT_THAT(bash, testing::ContainsRegex("_gate_offer [^\n]*" + name + "[ ;]"));
    EXPECT_THAT(zsh, testing::ContainsRegex("'(\\*|\\([^)]*\\))" + name + "=?\\["));
    EXPECT_THAT(fish, testing::ContainsRegex("complete -c gate.* -l " + name.substr(2) + " "));
    std::string escaped;
    for (const char letter : name) escaped += letter == '-' ? "\\-" : std::string(1, letter);
    EXPECT_THAT(page, HasSubstr("\\fB" + escaped + "\\fR"));
  }
}

TEST_F(Documented, EverySubCommandIsInEachCompletionAndTheManPage) {
  for (const std::string& name : sub_commands()) {
    EXPECT_THAT(bash_completion(shape()),
                testing::ContainsRegex("'' .*_gate_offer.* " + name + "[ ;]"));
    EXPECT_THAT(zsh_completion(shape()), HasSubstr("'" + name + ":"));
    EXPECT_THAT(fish_completion(shape()), HasSubstr(" -a " + name + " -d "));
    EXPECT_THAT(man(), HasSubstr(".TP\n\\fBgate " + name + "\\fR"));
  }
}

TEST_F(Documented, ChoicesCausesFilesTreesAndRefsAreCompleted) {
  const auto bash = bash_completion(shape());
  for (const char* line :
       {"*:--server) _gate_offer 'auto' 'local' 'container' 'given'; return",
        "*:--steps) _gate_offer 'all'; return", "*:--json) _gate_offer_files; return",
        "*:--tree) _gate_offer_trees; return", "*:--base) _gate_offer_refs; return",
        "*:--rival) _gate_offer_refs; return", "*:--jobs) :; return", "'A' 'B' 'C' 'D' 'E' 'F'",
        "'multiple-heads'"}) {
    EXPECT_THAT(bash, HasSubstr(line));
  }
}

TEST_F(Documented, ThePageHasItsSectionsInTheirOrder) {
  std::string page = man();
  EXPECT_THAT(page, testing::StartsWith(".TH GATE 1 \"2026-11-20\" \"gate 1.2.3\""));
  for (const char* name : {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS",
                           "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"}) {
    const auto at = page.find(std::string(".SH ") + name + "\n");
    ASSERT_NE(at, page.npos) << name;
    page.erase(0, at);
  }
}

TEST_F(Documented, ThePageTellsEveryVariableAndExitCodeThatHelpTells) {
  for (const ReferenceEntry& entry : environment_variables()) {
    EXPECT_THAT(app()->help(), HasSubstr(entry.name));
    EXPECT_THAT(man(), HasSubstr(entry.name));
  }
  EXPECT_THAT(man(), HasSubstr("129/130/143"));
  EXPECT_THAT(app()->help(), HasSubstr("129/130/143 interrupted."));
}

// Hand-made: what a help text could do to the languages that it is written into.
TEST(Completion, HostileWordsStayWords) {
  CommandLineShape shape;
  const ValueShape value{"a|b", ValueKind::words, {{"it's", "$(reboot) [x]: '\\"}, {"b", "."}}};
  shape.options = {{{"--option"}, {value}, false, "it's [a] $(reboot): \\"}};
  shape.sub_commands = {{"do", ".it's", "'footer", {}, {{value, "help"}}}};
  EXPECT_THAT(bash_completion(shape), HasSubstr(R"(_gate_offer 'it'\''s' 'b')"));
  EXPECT_THAT(zsh_completion(shape), HasSubstr(R"([it'\''s \[a\] $(reboot): \\])"));
  EXPECT_THAT(zsh_completion(shape), HasSubstr(R"('it'\''s:$(reboot) [x]: '\''\\')"));
  EXPECT_THAT(fish_completion(shape), HasSubstr(R"(-d 'it\'s [a] $(reboot): \\')"));
  const std::string page = man_page(shape, "1", "");
  EXPECT_THAT(page, HasSubstr("\n\\&.it's"));
  EXPECT_THAT(page, HasSubstr("\n\\&'footer"));
  EXPECT_THAT(page, HasSubstr("$(reboot): \\e"));
  EXPECT_THAT(page, Not(HasSubstr("\n'")));
}

}  // namespace
}  // namespace gate
