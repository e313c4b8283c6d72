# Warnings, hardening and sanitizers, carried by one interface target that every target of ours links.
add_library(plainwire_options INTERFACE)
target_compile_options(plainwire_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# GCC 12 sees overlaps in std::string's own code that are not there (GCC bug 105651).
target_compile_options(plainwire_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Headers are written member by member and read back at once. Joined to one vector load, several stores would have to
# reach the cache first: walks lose a tenth to that. Loops are still vectorised.
target_compile_options(plainwire_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fno-tree-slp-vectorize>)
if(PLAINWIRE_WERROR)
  target_compile_options(plainwire_options INTERFACE -Werror)
endif()

if(PLAINWIRE_SANITIZE)
  target_compile_options(plainwire_options INTERFACE
    -fsanitize=${PLAINWIRE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(plainwire_options INTERFACE -fsanitize=${PLAINWIRE_SANITIZE})
else()
  target_compile_options(plainwire_options INTERFACE
    -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_compile_definitions(plainwire_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
  target_link_options(plainwire_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
target_compile_definitions(plainwire_options INTERFACE $<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS>)
if(PLAINWIRE_FUZZ)
  target_compile_options(plainwire_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()
