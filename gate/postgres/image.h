// The image that a container is made from, on an engine that answers.
#pragma once

#include <string>
#include <vector>

#include "gate/postgres/cluster.h"
#include "gate/postgres/engine.h"

namespace gate {

struct Image {
  Engine engine;
  std::string name;                  // "postgres:15"
  std::vector<std::string> volumes;  // the folders that it keeps data in
  std::string how;                   // "docker answers and has postgres:15"
};

// --image, else the official one of the major version.
std::string image_name(const ServerOptions& options, const Engine& engine);

// On the first engine that answers; pulled, within the time given, where it is not there yet.
// An Error (no_server) has the words of each engine tried.
Result<Image> find_image(const ServerOptions& options, const RunContext& context,
                         Clock::duration time_to_pull);

}  // namespace gate
