# A call's way leads through four rooms, and gcc lays them out best once it
# has seen them at work: a trained build begins with another one, in its
# folder training/, that lives through a few days and notes which ways calls
# take.  The notes hold for these very sources: when one changes, they are
# made anew.  They change how fast the program is, never what it says.
# What was trained here is scheduled for this machine's processor, too, but
# runs on others: -mtune takes no instruction that they lack.
option(CALLFLOOR_TRAINED "train the program first (gcc, Release)" OFF)
set(CALLFLOOR_NOTES "" CACHE PATH "of the build that trains: where to note")

set(rooms sim agents acd report)

# Notes are taken of functions as -O3 first finds them; what it makes of them
# later does not matter here.
function(training_room room)
  target_compile_options(cf_${room} PRIVATE -O3 -w -mtune=native
    -fprofile-generate=${CALLFLOOR_NOTES}
    -fprofile-prefix-path=${PROJECT_BINARY_DIR})
  target_link_options(cf_${room} PUBLIC -fprofile-generate)
endfunction()

function(trained_room room notes)
  add_dependencies(cf_${room} training)
  get_target_property(sources cf_${room} SOURCES)
  set_source_files_properties(${sources} TARGET_DIRECTORY cf_${room}
    PROPERTIES OBJECT_DEPENDS ${notes}/done)
  target_compile_options(cf_${room} PRIVATE -mtune=native
    -fprofile-use=${notes}
    -fprofile-prefix-path=${PROJECT_BINARY_DIR} -Wno-missing-profile)
endfunction()

function(training notes)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
    base/*.[ch] sim/*.[ch] agents/*.[ch] acd/*.[ch] report/*.[ch])
  add_custom_command(OUTPUT ${notes}/done
    COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR}
      -D TREE=${PROJECT_BINARY_DIR}/training -D NOTES=${notes}
      -D COMPILER=${CMAKE_C_COMPILER}
      -P ${PROJECT_SOURCE_DIR}/scripts/train.cmake
    DEPENDS ${sources} scripts/train.cmake
    COMMENT "Training on a few days" VERBATIM)
  add_custom_target(training DEPENDS ${notes}/done)
endfunction()

if(CALLFLOOR_NOTES)
  foreach(room IN LISTS rooms)
    training_room(${room})
  endforeach()
elseif(CALLFLOOR_TRAINED AND CMAKE_C_COMPILER_ID STREQUAL "GNU" AND
       CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CALLFLOOR_SANITIZE)
  training(${PROJECT_BINARY_DIR}/training/notes)
  foreach(room IN LISTS rooms)
    trained_room(${room} ${PROJECT_BINARY_DIR}/training/notes)
  endforeach()
endif()
