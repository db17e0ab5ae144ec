// The completions, asked for by the shells themselves; the man page, read by the programs that show
// it. The same lines are typed in each shell; a script per shell tells what becomes of them.
#include <gmock/gmock.h>
#include <stdio.h>

#include "tests/support/need.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

// Each prints "TYPED => WHAT BECOMES OF IT" for each line of the file lines.
const char* const bash = R"bash(
source <(gate completion bash)
while IFS= read -r line; do
    # As readline splits it: `=` is a word of its own.
    read -ra COMP_WORDS <<<"${line//=/ = }"
    if [[ $line == *' ' ]]; then COMP_WORDS+=(''); fi
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    typed=${COMP_WORDS[COMP_CWORD]}
    if [[ $typed == = ]]; then typed=''; fi
    _gate gate "$typed" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "$line => ${COMPREPLY[*]}"
done <lines
)bash";

const char* const zsh = R"zsh(
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PROMPT= ; stty -echo; autoload -U compinit; compinit -u -D; unsetopt automenu listbeep
source <(gate completion zsh); tell() { print -r -- "=<$BUFFER>="; BUFFER=; zle accept-line; }
zle -N tell; bindkey "^T" tell; print re''ady'
zpty -r shell output '*ready*'
while IFS= read -r line; do
    zpty -w -n shell "$line"$'\t\x14'
    zpty -r shell output '*=<*>=*'
    print -r -- "$line => ${${output##*=<}%%>=*}"
done <lines
)zsh";

const char* const fish = R"fish(
gate completion fish | source
while read -l line
    set -l found (complete -C "$line" | string replace -r '\t.*' '')
    echo "$line => $found"
end <lines
)fish";

struct Line {
  const char* typed;
  const char* becomes;  // or a part of it
};
const std::vector<Line> lines{
    {"gate --ser", "--server"},
    {"gate --server lo", "local"},
    {"gate --server=con", "container"},
    {"gate --via=d", "driver"},
    {"gate --server local ch", "check"},
    {"gate list --nam", "--names"},
    {"gate init --dr", "--dry-run"},
    {"gate --steps a", "all"},
    {"gate --tree sh", "shop"},
    {"gate check --tree=sh", "shop"},
    {"gate --root elsewhere --tree far", "faraway"},
    {"gate explain multi", "multiple-heads"},
    {"gate triage jo", "job.log"},
    {"gate --ini al", "alembic.ini"},
    {"gate completion fi", "fish"},
    {"gate check --base mai", "main"},
    {"gate check --rival evi", "touch"},
    {"gate plan --since mai", "main"},
    {"gate check --format pl", "plain"},
};

class Completion : public testing::Test {
 protected:
  void SetUp() override {
    box_.make_tree();
    box_.declare();
    box_.write("elsewhere/seeds/faraway.json",
               R"({"tree": "faraway", "alembic_ini": "alembic.ini", "database": "far"})");
    box_.write("elsewhere/alembic.ini", "[alembic]\nscript_location = .\n");
    box_.write("job.log", "");
    box_.write("alembic.ini", "");
    // A name that a shell would run if it were expanded.
    shell(
        "git init -q -b main . && git -c user.name=t -c user.email=t@example.org commit -q "
        "--allow-empty -m x && git branch 'evil$(touch${IFS}ran)'");
  }

  std::string shell(const std::string& command) {
    const std::string line = "cd " + box_.path().string() + " && export HOME=$PWD PATH=" +
                             fs::path(GATE_BINARY).parent_path().string() + ":$PATH && (" +
                             command + ") 2>&1";
    std::string text;
    FILE* pipe = ::popen(line.c_str(), "r");
    char buffer[4096];
    while (const std::size_t size = ::fread(buffer, 1, sizeof buffer, pipe)) {
      text.append(buffer, size);
    }
    ::pclose(pipe);
    return text;
  }

  void expect_lines_completed(const std::string& run, const char* script) {
    std::string typed;
    for (const Line& line : lines) typed += std::string(line.typed) + "\n";
    box_.write("lines", typed);
    box_.write("script", script);
    const std::string told = shell("timeout 60 " + run + " script </dev/null");
    for (const Line& line : lines) {
      const auto at = told.find(std::string(line.typed) + " => ");
      ASSERT_NE(at, told.npos) << line.typed << "\n" << told;
      const auto begin = told.find(" => ", at) + 4;
      EXPECT_THAT(told.substr(begin, told.find('\n', begin) - begin), HasSubstr(line.becomes))
          << line.typed;
    }
    EXPECT_FALSE(fs::exists(box_.path() / "ran")) << "the name of a branch was run";
  }

  // Where there is nothing to offer, nothing is said either.
  void expect_silence(const std::string& run, const char* script) {
    box_.write("lines", "gate --root nowhere --tree sh\n");
    box_.write("script", script);
    EXPECT_THAT(shell("timeout 60 " + run + " script </dev/null"),
                testing::MatchesRegex("gate --root nowhere --tree sh => [^:]*\r?\n"));
  }

  bool has(const std::string& program) { return !shell("command -v " + program).empty(); }

  Sandbox box_;
};

TEST_F(Completion, Bash) {
  expect_lines_completed("bash --norc", bash);
  expect_silence("bash --norc", bash);
}

TEST_F(Completion, Zsh) {
  GATE_NEED(has("zsh"), "zsh");
  expect_lines_completed("zsh -f", zsh);
  expect_silence("zsh -f", zsh);
}

TEST_F(Completion, Fish) {
  GATE_NEED(has("fish"), "fish");
  expect_lines_completed("fish --no-config", fish);
  expect_silence("fish --no-config", fish);
}

TEST_F(Completion, TheManPageIsWithoutWarnings) {
  GATE_NEED(has("mandoc") && has("man"), "mandoc and man");
  // Without git nobody knows the commit's date, which is the page's.
  EXPECT_THAT(shell("gate man | mandoc -T lint | grep -v 'missing date'"), IsEmpty());
  EXPECT_THAT(shell("gate man >gate.1 && LC_ALL=C.UTF-8 man --warnings -l gate.1 >page"),
              IsEmpty());
  EXPECT_THAT(read_file(box_.path() / "page"), HasSubstr("EXIT STATUS"));
}

}  // namespace
}  // namespace gate::test
