/* A line of text, put together without the C library's formatting, which would double the size of an image. */
#ifndef SWINGBAY_TEXT_LINE_H
#define SWINGBAY_TEXT_LINE_H

#include <stddef.h>
#include <stdint.h>

#define TEXT_LINE_MAX 512u

struct text_line {
    char text[TEXT_LINE_MAX];
    size_t length;
};

/* What does not fit is left out. */
void text_put(struct text_line *line, const char *text);
void text_put_number(struct text_line *line, uint64_t number);
/* " name=number". */
void text_put_named(struct text_line *line, const char *name, uint64_t number);

#endif
