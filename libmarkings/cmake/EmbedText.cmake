# embed_text(<target> <symbol> <file>): compiles the bytes of a data file in, as
# `extern const std::string_view <symbol>;` of namespace markings::internal. Rebuilt when the file changes.
function(embed_text target symbol file)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.cc")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${output} -DSYMBOL=${symbol} -P
            ${PROJECT_SOURCE_DIR}/libmarkings/cmake/EmbedTextScript.cmake
    DEPENDS "${file}" "${PROJECT_SOURCE_DIR}/libmarkings/cmake/EmbedTextScript.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
