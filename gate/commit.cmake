# Writes OUTPUT, which defines build_commit() (gate/cli/build_commit.h): the commit of the sources in SOURCE, as
# the program GIT knows it, or as `git archive` has written it into commit.txt; else "unknown". The file is only
# touched when it changes; OUTPUT.d names the files of git's that say when to ask again.
set(id "unknown")
set(date "")
set(watched "")

macro(ask_git into)
  execute_process(COMMAND ${GIT} --no-optional-locks -C ${SOURCE} ${ARGN} OUTPUT_VARIABLE ${into}
    RESULT_VARIABLE failed ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
endmacro()

# An archive unpacked within a repository of somebody else's is no part of that.
macro(ask_repository)
  ask_git(top rev-parse --show-toplevel)
  file(REAL_PATH ${SOURCE} source)
  if(NOT failed AND top STREQUAL source)
    ask_git(told show -s --abbrev=7 --format=%h\ %cs HEAD)
    ask_git(changes status --porcelain --untracked-files=no)
    ask_git(watched rev-parse --path-format=absolute --git-path HEAD --git-path logs/HEAD)
  endif()
endmacro()

file(STRINGS ${SOURCE}/gate/commit.txt told LIMIT_COUNT 1)
set(changes "")
if(GIT AND NOT told MATCHES "^[0-9a-f]+ ")
  ask_repository()
endif()
if(told MATCHES "^([0-9a-f]+) ([-0-9]+)$")
  set(id ${CMAKE_MATCH_1})
  set(date ${CMAKE_MATCH_2})
  if(changes)
    string(APPEND id "-dirty")
  endif()
endif()

set(text "// Made by gate/commit.cmake.
#include \"gate/cli/build_commit.h\"

namespace gate {

BuildCommit build_commit() { return {\"${id}\", \"${date}\"}; }

}  // namespace gate
")
set(old "")
if(EXISTS ${OUTPUT})
  file(READ ${OUTPUT} old)
endif()
if(NOT text STREQUAL old)
  file(WRITE ${OUTPUT} "${text}")
endif()
string(REPLACE "\n" " " watched "${watched}")
file(WRITE ${OUTPUT}.d "${OUTPUT}: ${watched}\n")
