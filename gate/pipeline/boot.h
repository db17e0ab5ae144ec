// Starting a tree's server while something else goes on, and calling it off.
#pragma once

#include <future>
#include <memory>

#include "gate/pipeline/run_tree.h"
#include "gate/postgres/cluster.h"

namespace gate {

class Boot {
 public:
  // Begins at once, in a thread of its own.
  Boot(const Declaration& declaration, const RunOptions& options,
       const RunSurroundings& surroundings, const Deadline& deadline);
  ~Boot();  // calls it off where nobody took the cluster, and waits for that
  Boot(const Boot&) = delete;
  Boot& operator=(const Boot&) = delete;

  // Waits for it; to be called once.
  Result<std::unique_ptr<Cluster>> take();

 private:
  Interrupt called_off_;
  std::future<Result<std::unique_ptr<Cluster>>> cluster_;
};

}  // namespace gate
