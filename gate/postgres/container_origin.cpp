#include "gate/postgres/container_origin.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <sstream>

#include "gate/postgres/private_file.h"

namespace gate {
namespace {

// What `inspect` tells of one container of ours.
struct Stray {
  std::string id;
  bool running = false;
  std::string boot;
  std::string files;
  std::string directory;
};

constexpr std::string_view inspect_format =
    "{{.Id}} {{.State.Running}} {{index .Config.Labels \"gate.origin\"}} "
    "{{index .Config.Labels \"gate.directory\"}}";

std::string boot_id() { return read_line("/proc/sys/kernel/random/boot_id"); }

// Two processes that see the same files are in the same mount namespace (mount_namespaces(7)).
std::string mount_namespace() {
  std::error_code failed;
  return std::filesystem::read_symlink("/proc/self/ns/mnt", failed).string();
}

bool is_gone(const std::string& folder) {
  struct stat facts {};
  return ::stat(folder.c_str(), &facts) != 0 && errno == ENOENT;
}

bool is_over(const Stray& stray) {
  if (stray.boot != boot_id()) return !stray.running;
  return stray.files == mount_namespace() && is_gone(stray.directory);
}

std::vector<std::string> words_in(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::string container_origin() { return fmt::format("{} {}", boot_id(), mount_namespace()); }

void remove_stray_containers(const Engine& engine, const Deadline& deadline,
                             const Interrupt& interrupt) {
  const auto ids =
      engine.call({"ps", "--all", "--quiet", "--filter", "label=gate.origin"}, deadline, interrupt);
  if (!ids || ids->empty()) return;
  std::vector<std::string> inspect{"inspect", "--format", std::string(inspect_format)};
  for (auto& id : words_in(*ids)) inspect.push_back(std::move(id));
  // One that is removed meanwhile makes the call fail; the next run looks again.
  const auto told = engine.call(inspect, deadline, interrupt);
  if (!told) return;
  std::istringstream lines(*told);
  Stray stray;
  while (lines >> stray.id >> std::boolalpha >> stray.running >> stray.boot >> stray.files &&
         std::getline(lines >> std::ws, stray.directory)) {
    if (is_over(stray)) remove_container(engine, stray.id, deadline, interrupt);
  }
}

}  // namespace gate
