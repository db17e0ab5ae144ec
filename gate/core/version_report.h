// What `gate --version` tells: gate, what it is made with, and what it would use here.
#pragma once

#include <string>
#include <vector>

namespace gate {

struct LibraryVersion {
  std::string name;
  std::string version;
};

// The PostgreSQL that a run would take, or the problem with finding one.
struct ServerHere {
  int wanted = 0;       // the major version
  std::string version;  // "15.20"; empty where only a start would tell
  std::string where;    // "/usr/lib/postgresql/15/bin", "the image postgres:15 of docker"
  std::string problem;
};

// The Python that a tree would be run in, or the problem with finding one.
struct InterpreterHere {
  std::string tree;  // empty: no tree is declared here
  std::string path;
  std::string why;  // "python3 on PATH"
  std::string python;
  std::string alembic;
  std::string sqlalchemy;
  std::string problem;
};

struct VersionReport {
  std::string gate;    // "0.1.0"
  std::string commit;  // "1a2b3c4", "unknown"
  std::string date;    // of the commit; empty where it is unknown
  std::vector<LibraryVersion> libraries;
  std::vector<ServerHere> servers;
  std::vector<InterpreterHere> interpreters;
  std::string note;  // why the trees here are not known; empty where they are, or there are none
};

}  // namespace gate
