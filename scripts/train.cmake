# cmake -D SOURCE=... -D TREE=... -D NOTES=... -D COMPILER=...
#   -P scripts/train.cmake
# Builds the program that notes which ways calls take, and lives through days
# of all kinds: one queue, many, flows, campaigns, chats, callbacks.
set(days
  bench/erlang-a-100 bench/skills-1000 bench/flow-200 bench/predictive-500
  bench/chat-500 bank-hotline virtual-center multimedia callbacks
  outbound/predict outbound/preview)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status
    OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${said}\nthis failed: ${ARGN}")
  endif()
endfunction()

cmake_host_system_information(RESULT jobs QUERY NUMBER_OF_LOGICAL_CORES)
file(REMOVE_RECURSE ${NOTES})
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${TREE} -DCMAKE_BUILD_TYPE=Debug
  -DCMAKE_C_COMPILER=${COMPILER} -DCALLFLOOR_TESTS=OFF -DCALLFLOOR_WERROR=OFF
  -DCALLFLOOR_NOTES=${NOTES})
run(${CMAKE_COMMAND} --build ${TREE} --target callfloor --parallel ${jobs})
# One thread: what is noted must not depend on who was quicker.
foreach(day IN LISTS days)
  run(${TREE}/callfloor run ${SOURCE}/scenarios/${day}.yaml --threads 1
    --replications 2 --format csv)
endforeach()
file(TOUCH ${NOTES}/done)
