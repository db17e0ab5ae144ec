# Debian's zsh looks for packages' completions elsewhere than zsh itself does, and its packages have their licence
# in a file of this name. Run by cpack when the files lie ready.
if(CPACK_GENERATOR STREQUAL DEB)
  set(share ${CPACK_TEMPORARY_DIRECTORY}/usr/share)
  file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
  file(RENAME ${share}/doc/gate/LICENSE ${share}/doc/gate/copyright)
endif()
