/*
 * The scenario that `callfloor new` writes: small, with remarks, and complete.
 */
#ifndef SCENARIOS_STARTER_H
#define SCENARIOS_STARTER_H

extern const char scenario_starter[];

#endif
