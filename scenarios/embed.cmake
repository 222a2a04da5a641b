# cmake -D FOLDER=regimes -D OUT=shipped_regimes.c -P embed.cmake: the YAML
# files of a folder as a table of C arrays; see shipped.h.
file(GLOB files ${FOLDER}/*.yaml)
list(SORT files)
set(arrays "")
set(table "")
set(n 0)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "static const unsigned char file_${n}[] = {${bytes}};\n")
  string(APPEND table "    {\"${name}\", file_${n}, sizeof(file_${n})},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE ${OUT} "#include \"scenarios/shipped.h\"

${arrays}
const struct shipped shipped_regimes[] = {
${table}    {0},
};
")
