#include "tests/support/git_tree.h"

#include <fmt/format.h>
#include <stdio.h>

#include <fstream>
#include <stdexcept>

namespace gate::test {
namespace {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char letter : word)
    text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

std::string output_of(const std::string& line) {
  FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + line);
  std::string output;
  char buffer[4096];
  for (std::size_t size = 0; (size = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.append(buffer, size);
  }
  if (::pclose(pipe) != 0) throw std::runtime_error(line + " failed: " + output);
  return output;
}

}  // namespace

GitTree::GitTree(std::filesystem::path folder) : path_(std::move(folder)) {
  std::filesystem::create_directories(path_);
  next_day();
  git({"init", "-q", "-b", "main"});
}

void GitTree::next_day() {
  ++day_;
  date_ = fmt::format("2026-{:02}-{:02}T12:00:00+00:00", 1 + day_ / 28, 1 + day_ % 28);
}

std::string GitTree::git(const std::vector<std::string>& arguments) const {
  std::string line = fmt::format(
      "env GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.org GIT_COMMITTER_NAME=Ada "
      "GIT_COMMITTER_EMAIL=ada@example.org GIT_AUTHOR_DATE={0} GIT_COMMITTER_DATE={0} git -C {1}",
      date_, quoted(path_.string()));
  for (const std::string& argument : arguments) line += " " + quoted(argument);
  return output_of(line + " 2>&1");
}

void GitTree::write(const std::string& file, const std::string& text) const {
  std::filesystem::create_directories((path_ / file).parent_path());
  std::ofstream(path_ / file, std::ios::binary) << text;
}

void GitTree::remove(const std::string& file) const { std::filesystem::remove(path_ / file); }

std::string GitTree::commit(const std::string& message) {
  next_day();
  git({"add", "-A"});
  git({"commit", "-q", "--allow-empty", "-m", message});
  return git({"rev-parse", "HEAD"}).substr(0, 8);
}

std::string GitTree::merge(const std::string& branch, const std::string& message) {
  next_day();
  git({"merge", "-q", "--no-ff", "-m", message, branch});
  return git({"rev-parse", "HEAD"}).substr(0, 8);
}

}  // namespace gate::test
