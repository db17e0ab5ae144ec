# Packs the .tar.gz once more: cpack takes the files in the folder's order and with the names of who built it. Run by
# cpack at its end; with SOURCE_DATE_EPOCH the same files give the same bytes, whoever packs them and wherever.
if(CPACK_GENERATOR STREQUAL TGZ AND DEFINED ENV{SOURCE_DATE_EPOCH})
  cmake_path(GET CPACK_TEMPORARY_DIRECTORY PARENT_PATH folder)
  execute_process(
    COMMAND tar --create --sort=name --format=gnu --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX
            --mtime=@$ENV{SOURCE_DATE_EPOCH} --directory=${folder} ${CPACK_ARCHIVE_FILE_NAME}
    COMMAND gzip --best --no-name
    OUTPUT_FILE ${CPACK_PACKAGE_FILES} COMMAND_ERROR_IS_FATAL ANY)
endif()
