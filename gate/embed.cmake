# Writes files into one C++ source, as arrays of characters, with a function that lists them.
# (A string literal would meet the compilers' limit on its length.)
#
# FILES, relative to FOLDER; HEADER declares FUNCTION; OUTPUT is the source to write.
set(body "// Made from ${FOLDER} by gate/embed.cmake.\n#include \"${HEADER}\"\n\nnamespace gate {\nnamespace {\n\n")
set(table "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ ${FOLDER}/${file} bytes HEX)
  file(SHA256 ${FOLDER}/${file} hash)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," characters "${bytes}")
  string(APPEND body "constexpr char file_${number}[] = {${characters}'\\0'};\n")
  string(APPEND table "      {\"${file}\", {file_${number}, sizeof file_${number} - 1}, \"${hash}\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND body "\n}  // namespace\n\nstd::vector<EmbeddedFile> ${FUNCTION}() {\n  return {\n${table}  };\n}\n\n}  // namespace gate\n")
file(WRITE ${OUTPUT} "${body}")
