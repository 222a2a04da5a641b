# cmake -D FROM=web -D TO=TREE -P copy.cmake: what the pages are built of, and
# nothing that was there before.
file(REMOVE_RECURSE ${TO}/src ${TO}/public ${TO}/tests)
file(GLOB all ${FROM}/*.html ${FROM}/*.ts ${FROM}/*.json ${FROM}/src
  ${FROM}/public ${FROM}/tests ${FROM}/.prettierrc.json
  ${FROM}/.prettierignore)
file(COPY ${all} DESTINATION ${TO})
