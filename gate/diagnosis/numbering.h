// The numbers that a tree's migrations are counted by, wherever it writes them: as the ids
// ("0041"), at the beginning of the ids ("0041_orders"), or at that of the file names, before ids
// that are made up.
#pragma once

#include <string>
#include <vector>

#include "gate/core/revision.h"
#include "gate/diagnosis/id_style.h"

namespace gate {

class Numbering {
 public:
  // As most files of the tree do it. `all` has those that others have as well: their ids and
  // numbers are taken. A date is no number, as two of one day do not collide by it.
  Numbering(const std::vector<RevisionFile>& tree, const std::vector<RevisionFile>& all);

  enum class Place { nowhere, ids, begin_of_ids, file_names };
  Place place() const { return place_; }
  // The number of a file, as written; empty where it has none.
  std::string number_of(const RevisionFile& file) const;

  struct Name {
    std::string id;    // empty: one has to be made up
    std::string file;  // the last part of its path
  };
  // What of a file another one has as well.
  struct Taken {
    bool id = false;
    bool number = false;
  };
  // What the file should be when it comes to follow the parent (null: none is known): the next id
  // and name, taken from then on; or as it is, where only its parent changes.
  Name moved(const RevisionFile& file, Taken taken, const RevisionFile* parent);
  // What a new migration should be: `<slug>` stands for its words. The file is empty where only
  // Alembic knows how it names them.
  Name fresh(const RevisionFile* like);

 private:
  bool counts_on(const RevisionFile& file, const RevisionFile& parent) const;
  std::string next_number();

  IdStyle style_;
  Place place_ = Place::nowhere;
  std::string newest_;  // the highest number of begin_of_ids or file_names
};

}  // namespace gate
