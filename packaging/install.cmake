# What `cmake --install` puts where. The man page and the completions are printed by the gate just built; they are
# part of `all` and no part of the target gate.
include(GNUInstallDirs)

set(GATE_PAGES ${CMAKE_BINARY_DIR}/pages)
file(MAKE_DIRECTORY ${GATE_PAGES})
# What the gate prints when it is called with the words after it is in FILE.
function(gate_prints FILE)
  add_custom_command(OUTPUT ${GATE_PAGES}/${FILE}
    COMMAND gate ${ARGN} > ${GATE_PAGES}/${FILE} DEPENDS gate
    COMMENT "Printing ${FILE}" VERBATIM)
endfunction()
gate_prints(gate.1 man)
gate_prints(gate.bash completion bash)
gate_prints(_gate completion zsh)
gate_prints(gate.fish completion fish)
add_custom_target(gate_pages ALL
  DEPENDS ${GATE_PAGES}/gate.1 ${GATE_PAGES}/gate.bash ${GATE_PAGES}/_gate ${GATE_PAGES}/gate.fish)

install(TARGETS gate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${GATE_PAGES}/gate.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${GATE_PAGES}/gate.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME gate)
install(FILES ${GATE_PAGES}/_gate DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${GATE_PAGES}/gate.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES seeds/tree.schema.json gate/report/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/gate)
install(DIRECTORY gate/diagnosis/causes/ DESTINATION ${CMAKE_INSTALL_DATADIR}/gate/causes FILES_MATCHING PATTERN *.md)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/gate)
