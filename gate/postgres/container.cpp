#include "gate/postgres/container.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <thread>

#include "gate/postgres/container_origin.h"
#include "gate/postgres/names.h"
#include "gate/postgres/private_file.h"
#include "gate/postgres/server_settings.h"
#include "gate/postgres/server_words.h"
#include "gate/postgres/tar_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto time_for_a_call = 20s;
constexpr std::string_view password_file = "gate-password";

// The contract of the official image: https://hub.docker.com/_/postgres ("Environment Variables").
std::vector<std::string> create_words(const Image& image, const std::string& name,
                                      const RunContext& context) {
  std::vector<std::string> words{"create",
                                 "--name",
                                 name,
                                 "--label",
                                 "gate.run=" + context.directory.id(),
                                 "--label",
                                 "gate.directory=" + context.directory.path().string(),
                                 "--label",
                                 "gate.origin=" + container_origin(),
                                 "--publish",
                                 "127.0.0.1::5432",
                                 "--env",
                                 fmt::format("POSTGRES_PASSWORD_FILE=/{}", password_file),
                                 "--env",
                                 "POSTGRES_INITDB_ARGS=--no-sync --locale=C.UTF-8 --encoding=UTF8 "
                                 "--auth-host=scram-sha-256"};
  for (const std::string& volume : image.volumes) {
    words.emplace_back("--tmpfs");
    words.push_back(volume);
  }
  words.insert(words.end(), {image.name, "postgres", "-c", "cluster_name=" + name});
  const auto settings = throw_away_settings();
  words.insert(words.end(), settings.begin(), settings.end());
  return words;
}

Error not_started(const Error& said, const RunContext& context) {
  if (said.code == ErrorCode::interrupted) return said;
  return trouble("cannot start a container", said.message, context.directory.path());
}

}  // namespace

Container::Container(Engine engine, std::string name)
    : engine_(std::move(engine)), name_(std::move(name)) {}

Result<std::unique_ptr<Container>> Container::start(const Image& image, const std::string& password,
                                                    RunContext& context) {
  const std::string name =
      fmt::format("gate-{}-{}", context.directory.id(), plain_name(context.name));
  const auto noted = context.directory.record({"container", image.engine.program(), name});
  if (!noted) return noted.error();
  std::unique_ptr<Container> container(new Container(image.engine, name));
  if (const auto created = container->create(image, context); !created) return created.error();
  if (const auto handed = container->hand_in(password, context); !handed) return handed.error();
  const auto started = image.engine.call({"start", name}, context.deadline, context.interrupt);
  if (!started) return not_started(started.error(), context);
  const auto port = container->find_port(context);
  if (!port) return port.error();
  container->port_ = *port;
  return container;
}

Result<void> Container::create(const Image& image, const RunContext& context) {
  const auto created =
      engine_.call(create_words(image, name_, context), context.deadline, context.interrupt);
  if (created) return {};
  in_doubt_ = context.interrupt.requested() || context.deadline.passed();
  return not_started(created.error(), context);
}

Result<void> Container::hand_in(const std::string& password, const RunContext& context) const {
  const fs::path archive = context.directory.path() / (name_ + ".tar");
  if (!write_private_file(archive, tar_of_file(password_file, password))) {
    return trouble("cannot write " + archive.string(), std::strerror(errno),
                   context.directory.path());
  }
  const auto copied =
      engine_.call({"cp", "-", name_ + ":/"}, context.deadline, context.interrupt, archive);
  ::unlink(archive.c_str());
  if (!copied) return not_started(copied.error(), context);
  return {};
}

Result<int> Container::find_port(const RunContext& context) const {
  const auto published =
      engine_.call({"port", name_, "5432/tcp"}, context.deadline, context.interrupt);
  if (!published && published.error().code == ErrorCode::interrupted) return published.error();
  if (!published) return does_not_answer(published.error().message, context);
  const auto colon = published->rfind(':');
  int port = 0;
  if (colon != std::string::npos) {
    std::from_chars(published->data() + colon + 1, published->data() + published->size(), port);
  }
  if (port > 0) return port;
  return Error{
      ErrorCode::infrastructure,
      fmt::format("{} did not publish the container's port: \"{}\"", engine_.name(), *published)};
}

Container::~Container() {
  if (released_) return;
  const Deadline deadline(time_for_a_call);
  remove_container(engine_, name_, deadline, uninterrupted_);
  if (!in_doubt_) return;
  // A client that was stopped may have left the engine at work on what it had asked for.
  std::this_thread::sleep_for(500ms);
  remove_container(engine_, name_, deadline, uninterrupted_);
}

bool Container::running() const {
  const auto state = engine_.call({"inspect", "--format", "{{.State.Running}}", name_},
                                  Deadline(time_for_a_call), uninterrupted_);
  return state && *state == "true";
}

std::string Container::log_tail() const {
  return engine_.all_it_says({"logs", "--tail", "40", name_}, Deadline(time_for_a_call),
                             uninterrupted_);
}

Error Container::does_not_answer(std::string_view otherwise, const RunContext& context) const {
  const std::string_view what = running() ? "the server in the container does not answer"
                                          : "the container ended before its server answered";
  const std::string words = log_tail();
  return trouble(what, words.empty() ? otherwise : words, context.directory.path());
}

std::string Container::release() {
  released_ = true;
  return fmt::format("{} rm --force --volumes {}", engine_.name(), name_);
}

}  // namespace gate
