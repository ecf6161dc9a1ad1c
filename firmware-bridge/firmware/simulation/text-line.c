#include "text-line.h"

void text_put(struct text_line *line, const char *text)
{
    while (*text != 0 && line->length < TEXT_LINE_MAX) line->text[line->length++] = *text++;
}

void text_put_number(struct text_line *line, uint64_t number)
{
    char digits[21];
    size_t at = sizeof digits - 1;
    digits[at] = 0;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    text_put(line, digits + at);
}

void text_put_named(struct text_line *line, const char *name, uint64_t number)
{
    text_put(line, " ");
    text_put(line, name);
    text_put(line, "=");
    text_put_number(line, number);
}
