/*
 * The hot part of the statistics has a file of its own.
 */
#ifndef REPORT_STATISTICS_INTERNAL_H
#define REPORT_STATISTICS_INTERNAL_H

#include "report/statistics.h"

/* The observer's callback for a closing record. */
void statistics_record(void *arg, const struct acd_record *record);

#endif
