# cmake -D FOLDER=dist -D OUT=pages_built_in.c -P embed.cmake: the files of a
# folder as a table of C arrays, none where there is no folder; see pages.h.
set(files "")
if(FOLDER)
  file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
  list(SORT files)
  if(NOT EXISTS ${FOLDER}/index.html)
    message(FATAL_ERROR "wanted ${FOLDER}/index.html, got: ${files}")
  endif()
endif()
set(arrays "")
set(table "")
set(n 0)
foreach(file IN LISTS files)
  file(READ ${FOLDER}/${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n"
    bytes "${bytes}")
  file(SHA256 ${FOLDER}/${file} etag)
  string(SUBSTRING ${etag} 0 32 etag)
  string(APPEND arrays
    "static const unsigned char file_${n}[] = {\n${bytes}0};\n")
  string(APPEND table "    {\"/${file}\", \"\\\"${etag}\\\"\", file_${n}, "
    "sizeof(file_${n}) - 1},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE ${OUT} "#include \"cti/http/pages.h\"

${arrays}
const struct page pages_built_in[] = {
${table}    {0},
};
")
