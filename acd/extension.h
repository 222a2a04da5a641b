/*
 * The agents' extensions: 1001, 1002, ... in the order of the teams.  A center
 * with more people than these suffice for numbers them from 100001.
 */
#ifndef ACD_EXTENSION_H
#define ACD_EXTENSION_H

/* That of agent 0, in a center with so many. */
int extension_first(int n_agents);

/* Whose it is, digits and nothing else; -1: nobody's. */
int extension_find(const char *text, int n_agents);

#endif
