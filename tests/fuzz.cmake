# plainwire_fuzz_target(NAME [LIBRARY...]): tests/fuzz/NAME.cpp holds LLVMFuzzerTestOneInput.
# With PLAINWIRE_FUZZ it becomes the libFuzzer program fuzz_NAME.  Otherwise fuzz_NAME runs it over files, and a test
# runs it over tests/fuzz/corpus/NAME.
function(plainwire_fuzz_target name)
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/fuzz)
  if(NOT EXISTS ${folder}/${name}.cpp)
    return()
  endif()
  set(target fuzz_${name})
  add_executable(${target} ${folder}/${name}.cpp)
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE ${ARGN} plainwire_options)
  if(PLAINWIRE_FUZZ)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${target} PRIVATE ${folder}/replay_main.cpp)
    add_test(NAME fuzz_replay_${name} COMMAND ${target} ${folder}/corpus/${name})
  endif()
endfunction()
