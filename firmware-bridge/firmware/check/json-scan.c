#include "json-scan.h"

#include <string.h>

static const char *take_string(const char *at, char *text, size_t most)
{
    size_t length = 0;
    for (at++; *at != 0 && *at != '"'; at++) {
        if (*at == '\\') at++;
        if (length + 1 < most) text[length++] = *at;
    }
    text[length] = 0;
    return *at == 0 ? at : at + 1;
}

static void take_value(struct json_scan *scan)
{
    while (*scan->at == ' ') scan->at++;
    if (*scan->at == '"') {
        scan->at = take_string(scan->at, scan->value, sizeof scan->value);
        return;
    }
    if (*scan->at == '{' || *scan->at == '[') {
        scan->value[0] = *scan->at++;
        scan->value[1] = 0;
        return;
    }
    size_t length = strcspn(scan->at, ",}] \n");
    size_t kept = length < sizeof scan->value ? length : sizeof scan->value - 1;
    memcpy(scan->value, scan->at, kept);
    scan->value[kept] = 0;
    scan->at += length;
}

bool json_next(struct json_scan *scan)
{
    for (;;) {
        scan->at += strcspn(scan->at, "\"");
        if (*scan->at == 0) return false;
        scan->at = take_string(scan->at, scan->name, sizeof scan->name);
        if (*scan->at != ':') continue;
        scan->at++;
        take_value(scan);
        return true;
    }
}
