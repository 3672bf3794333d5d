# embed: files that become sources, so the program needs no path but its own.

# all_tables(): every experiments/*/table.json, compiled in.
function(mixup_embed_tables output)
  set(tables ${ARGN})
  add_custom_command(OUTPUT ${output} DEPENDS ${tables} ${CMAKE_SOURCE_DIR}/cmake/write_tables.cmake
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DTABLES=${tables}" -DROOT=${CMAKE_SOURCE_DIR}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_tables.cmake VERBATIM)
endfunction()

# mixup_git_revision(), mixup_git_dirty(): looked up at every build, compiled again only when they change.
function(mixup_git_revision target)
  set(output ${CMAKE_BINARY_DIR}/git_revision.cpp)
  add_custom_target(git_revision BYPRODUCTS ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/write_revision.cmake VERBATIM)
  target_sources(${target} PRIVATE ${output})
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  add_dependencies(${target} git_revision)
endfunction()

# extern char const* const <name>: a text file, compiled in.
function(mixup_embed_text output name file)
  add_custom_command(OUTPUT ${output} DEPENDS ${CMAKE_SOURCE_DIR}/${file} ${CMAKE_SOURCE_DIR}/cmake/write_text.cmake
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAME=${name} -DTEXT=${CMAKE_SOURCE_DIR}/${file}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_text.cmake VERBATIM)
endfunction()

# std::vector<std::pair<char const*, char const*>> <name>(): name and text of each file, compiled in.
function(mixup_embed_texts output name)
  add_custom_command(OUTPUT ${output} DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/write_texts.cmake
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAME=${name} "-DTEXTS=${ARGN}"
            -P ${CMAKE_SOURCE_DIR}/cmake/write_texts.cmake VERBATIM)
endfunction()
