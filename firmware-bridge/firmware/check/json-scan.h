/* Walks through a JSON file in its order, one named value at a time; all that a test needs, and no more. */
#ifndef SWINGBAY_JSON_SCAN_H
#define SWINGBAY_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#define JSON_TEXT_MAX 4096u

struct json_scan {
    const char *at;
    char name[64];
    /* The text of a string without its quotes, or of a number or word; `{` or `[` where one is opened. */
    char value[JSON_TEXT_MAX];
};

/* The next `"name": value`; false at the end. Elements of lists have no name and are passed over. */
bool json_next(struct json_scan *scan);

#endif
