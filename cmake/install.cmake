# install: where a distribution puts the program, its modules, its manual, its completions, its tables and its licences; and
# a Debian package of the same files.

# The manual and the completions are written by the program that was built.
function(mixup_written_by_program file)  # mixup_written_by_program(<file> <verb and arguments>...)
  add_custom_command(OUTPUT ${file} DEPENDS mixup-bench VERBATIM
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${file} "-DCOMMAND=$<TARGET_FILE:mixup-bench>;${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/cmake/write_output.cmake)
endfunction()
set(written ${CMAKE_BINARY_DIR}/written)
file(MAKE_DIRECTORY ${written})
mixup_written_by_program(${written}/mixup-bench.1 man)
mixup_written_by_program(${written}/mixup-bench completion bash)
mixup_written_by_program(${written}/_mixup-bench completion zsh)
mixup_written_by_program(${written}/mixup-bench.fish completion fish)
add_custom_target(written ALL DEPENDS ${written}/mixup-bench.1 ${written}/mixup-bench ${written}/_mixup-bench
  ${written}/mixup-bench.fish)

install(TARGETS mixup-bench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS mixup-bench-train mixup-bench-fetch LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/mixup-bench)
install(FILES ${written}/mixup-bench.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${written}/mixup-bench DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
# zsh reads the first of packages of Debian, the second below /usr/local and on all other systems.
install(FILES ${written}/_mixup-bench DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
  COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${written}/_mixup-bench DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT elsewhere)
install(FILES ${written}/mixup-bench.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES packaging/copyright CITATION.cff CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/mixup-bench)
# For people and other programs: mixup-bench itself has them compiled in.
install(DIRECTORY experiments DESTINATION ${CMAKE_INSTALL_DATADIR}/mixup-bench
  FILES_MATCHING PATTERN table.json PATTERN README.md)
install(FILES lib/results/record.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/mixup-bench)

set(CPACK_GENERATOR DEB)
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_BINARY_DIR};mixup-bench;Unspecified;/;${CMAKE_BINARY_DIR};mixup-bench;debian;/")
set(CPACK_PACKAGE_CONTACT "The mixup-bench authors <mixup-bench@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "reproduces every experiment of the paper on mixup")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Trains the nets of the paper on mixup (Beyond Empirical Risk Minimization, ICLR 2018) with LibTorch,
writes one record for each run, and puts the records beside the figures of the paper.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread")  # LibTorch is content with a BLAS that is 40 times slower
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates")    # data fetch
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnuplot-nox")          # report --format html
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
