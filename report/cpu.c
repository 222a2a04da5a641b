#include "report/cpu.h"

#include <gnu/libc-version.h>
#include <stdio.h>
#include <sys/utsname.h>

#if defined(__x86_64__)

/* The levels of the x86-64 psABI, by the features that decide. */
static const char *level(void)
{
	__builtin_cpu_init();
	if (!__builtin_cpu_supports("sse4.2") ||
	    !__builtin_cpu_supports("popcnt"))
		return "x86-64";
	if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
	    !__builtin_cpu_supports("bmi2"))
		return "x86-64-v2";
	if (!__builtin_cpu_supports("avx512f") ||
	    !__builtin_cpu_supports("avx512bw") ||
	    !__builtin_cpu_supports("avx512vl"))
		return "x86-64-v3";
	return "x86-64-v4";
}

void cpu_text(char text[CPU_TEXT])
{
	snprintf(text, CPU_TEXT, "glibc %s, %s", gnu_get_libc_version(),
		 level());
}

#else

void cpu_text(char text[CPU_TEXT])
{
	struct utsname machine;

	uname(&machine);
	snprintf(text, CPU_TEXT, "glibc %s, %.40s", gnu_get_libc_version(),
		 machine.machine);
}

#endif
