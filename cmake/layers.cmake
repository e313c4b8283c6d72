# A layer is a top-level folder built as one static library.  Its headers are reached as "core/...": through a link in
# the build tree, one include root per layer, so that a layer that does not name another one cannot include it at all.
set(PLAINWIRE_INCLUDE_ROOT ${CMAKE_BINARY_DIR}/include)

function(plainwire_include_root layer)
  file(MAKE_DIRECTORY ${PLAINWIRE_INCLUDE_ROOT}/${layer})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${layer} ${PLAINWIRE_INCLUDE_ROOT}/${layer}/${layer} SYMBOLIC)
endfunction()

# plainwire_layer(NAME [LAYER_BELOW...])
function(plainwire_layer layer)
  plainwire_include_root(${layer})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${layer}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/core/capture/")
  if(NOT sources)
    return()
  endif()
  add_library(plainwire_${layer} STATIC ${sources})
  target_include_directories(plainwire_${layer} PUBLIC ${PLAINWIRE_INCLUDE_ROOT}/${layer})
  target_link_libraries(plainwire_${layer} PUBLIC plainwire_options)
  foreach(below IN LISTS ARGN)
    target_link_libraries(plainwire_${layer} PUBLIC plainwire_${below})
  endforeach()
endfunction()
