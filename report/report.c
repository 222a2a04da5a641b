#include "report/report.h"

#include <string.h>

static const struct {
	const char *name;
	report_print_h print;
} formats[] = {
    {"table", report_print_table},
    {"json", report_print_json},
    {"csv", report_print_csv},
};

report_print_h report_format(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].print;
	return NULL;
}
