/*
 * What the last digit of a result depends on: the C library, whose functions
 * differ between versions and pick faster variants on newer processors.
 */
#ifndef REPORT_CPU_H
#define REPORT_CPU_H

#define CPU_TEXT 96

/* Such as "glibc 2.36, x86-64-v3". */
void cpu_text(char text[CPU_TEXT]);

#endif
