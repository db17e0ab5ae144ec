# What differs between the packages; read by cpack, once for each kind.
if(CPACK_GENERATOR STREQUAL DEB)
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
else()
  # One folder with everything in it, named as the archive is.
  set(CPACK_PACKAGE_FILE_NAME ${CPACK_ARCHIVE_FILE_NAME})
  set(CPACK_INCLUDE_TOPLEVEL_DIRECTORY ON)
endif()
