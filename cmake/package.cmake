# `cpack -G DEB` in the build folder, once it is built: a Debian package, whose postinst permits capturing to the group
# plainwire.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME plainwire)
set(CPACK_PACKAGE_CONTACT "Plainwire")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "packet analyzer: what happened on the wire, explained")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcap2-bin, passwd")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/cmake/debian/postinst ${CMAKE_SOURCE_DIR}/cmake/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
