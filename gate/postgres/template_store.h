// Results of initdb, kept to be copied: one per set of server programs.
//
// Below ${XDG_CACHE_HOME:-$HOME/.cache}/gate, open to the user alone; below the run directory where
// that cannot be used. A template is a folder with data.tar and the superuser's password; it comes
// and goes whole, by rename. What somebody else owns or may write is never used.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "gate/core/deadline.h"
#include "gate/process/interrupt.h"

namespace gate {

struct Template {
  std::filesystem::path archive;
  std::string password;
};

class TemplateStore {
 public:
  // For these programs; `recipe` is all else that the result of initdb depends on.
  TemplateStore(const std::filesystem::path& run_directory,
                const std::filesystem::path& postgres_program, const std::string& recipe);

  // The template, if there is one and nobody else can have touched it.
  std::optional<Template> find() const;

  // One maker at a time, among threads and among gates; held until this is gone.
  class Lock {
   public:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&&) = delete;
    ~Lock();

   private:
    int descriptor_;
  };
  // Nothing when it cannot be had.
  std::optional<Lock> lock(const Deadline& deadline, const Interrupt& interrupt) const;

  // Puts a template in place, and removes those of programs that are no longer there. `archive`
  // writes the tar file and says whether it could. Nothing changes where it fails: a template is
  // a convenience. To be called with the lock held.
  void put(const std::string& password,
           const std::function<bool(const std::filesystem::path&)>& archive) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  void prune() const;
  std::filesystem::path folder_;  // of all templates
  std::filesystem::path place_;   // of this one
  std::string programs_;          // path, size and time of the postgres program
};

}  // namespace gate
