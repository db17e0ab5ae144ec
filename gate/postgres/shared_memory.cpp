#include <sys/shm.h>

#include <fstream>
#include <string>

#include "gate/postgres/data_directory.h"

namespace gate {

// https://www.postgresql.org/docs/15/storage-file-layout.html: postmaster.pid; the segment is a
// small one that guards the data directory, and is left when the postmaster gets a SIGKILL.
void remove_shared_memory(const std::filesystem::path& data_directory) {
  constexpr int line_of_segment = 7;
  std::ifstream file(data_directory / "postmaster.pid");
  std::string line;
  for (int number = 1; number < line_of_segment; ++number) std::getline(file, line);
  unsigned long key = 0;
  int id = -1;
  if (!(file >> key >> id)) return;
  shmid_ds facts{};
  if (::shmctl(id, IPC_STAT, &facts) != 0 || facts.shm_nattch != 0) return;
  // An id can be used again; the key tells whether it is still the same segment.
  if (static_cast<unsigned long>(static_cast<unsigned>(facts.shm_perm.__key)) != key) return;
  ::shmctl(id, IPC_RMID, nullptr);
}

}  // namespace gate
