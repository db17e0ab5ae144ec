#include "gate/init/write_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "gate/init/embedded_schema.h"
#include "gate/init/new_file.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using State = InitFile::State;

class Writer {
 public:
  Writer(bool dry_run, InitOutcome& outcome) : dry_run_(dry_run), outcome_(outcome) {}

  void go() {
    const bool any =
        std::any_of(outcome_.trees.begin(), outcome_.trees.end(),
                    [](const InitTree& tree) { return tree.file.state == State::not_written; });
    if (!any) return;
    const bool made = make_folder();
    bool wrote = false;
    for (InitTree& tree : outcome_.trees) {
      if (tree.file.state == State::not_written && outcome_.errors.empty()) {
        for (InitFile& file : tree.with) wrote = write(file) || wrote;
        if (outcome_.errors.empty()) wrote = write(tree.file) || wrote;
      }
    }
    if (outcome_.errors.empty()) write_schema();
    std::error_code ignored;
    if (made && !wrote) fs::remove(outcome_.root / "seeds", ignored);
  }

 private:
  // True when it was not there.
  bool make_folder() {
    if (dry_run_) return false;
    std::error_code failed;
    const auto folder = outcome_.root / "seeds";
    const bool made = fs::create_directory(folder, failed);
    if (failed) {
      outcome_.errors.push_back(
          {ErrorCode::infrastructure,
           fmt::format("cannot make {}: {}", folder.string(), failed.message()),
           "Run gate init where you may write, or see with --dry-run what it would write."});
    }
    return made;
  }

  // True when there is a new file.
  bool write(InitFile& file) {
    if (dry_run_) return false;
    const auto written = write_new_file(outcome_.root / file.name, file.text);
    if (!written) {
      outcome_.errors.push_back(written.error());
      return false;
    }
    file.state = *written ? State::written : State::was_there;
    return *written;
  }

  void write_schema() {
    for (const EmbeddedFile& schema : embedded_schema()) {
      InitFile file{fmt::format("seeds/{}", schema.name), std::string(schema.text)};
      const auto path = outcome_.root / file.name;
      std::error_code unknown;
      if (fs::exists(fs::symlink_status(path, unknown))) {
        file.state = State::was_there;
        const auto there = read_text_file(path, file.name);
        if (!there || *there != file.text) {
          outcome_.notes.push_back(fmt::format(
              "{} is not the one of this version of gate and is left as it is; take it away and "
              "run gate init again for the current one.",
              file.name));
        }
      } else {
        write(file);
      }
      outcome_.others.push_back(std::move(file));
    }
  }

  bool dry_run_;
  InitOutcome& outcome_;
};

}  // namespace

void write_files(bool dry_run, InitOutcome& outcome) { Writer(dry_run, outcome).go(); }

}  // namespace gate
