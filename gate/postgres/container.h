// One container of ours: made, started, and removed at the end of its scope.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "gate/postgres/cluster.h"
#include "gate/postgres/image.h"

namespace gate {

class Container {
 public:
  // Makes and starts one with PostgreSQL in it, its port published on 127.0.0.1 alone and its data
  // in memory. `password` is for the image's entry point and goes in as a file: it is in no
  // argument, no variable and no engine's record.
  static Result<std::unique_ptr<Container>> start(const Image& image, const std::string& password,
                                                  RunContext& context);
  ~Container();  // removes it, unless released
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;

  int port() const { return port_; }
  bool running() const;
  std::string log_tail() const;
  // Why it does not serve, in its own last words, or in those given where it has none.
  Error does_not_answer(std::string_view otherwise, const RunContext& context) const;
  // Lets it live on after the gate; gives the command that removes it.
  std::string release();

 private:
  Container(Engine engine, std::string name);
  Result<void> create(const Image& image, const RunContext& context);
  Result<void> hand_in(const std::string& password, const RunContext& context) const;
  Result<int> find_port(const RunContext& context) const;

  Engine engine_;
  std::string name_;
  Interrupt uninterrupted_;  // what has to be asked while the gate is being stopped
  int port_ = 0;
  bool in_doubt_ = false;  // the engine may still be making it
  bool released_ = false;
};

}  // namespace gate
