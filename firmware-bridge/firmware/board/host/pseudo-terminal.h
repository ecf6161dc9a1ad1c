/* A line without a cable: a pseudo-terminal that is opened here, or a terminal that is there already. */
#ifndef SWINGBAY_PSEUDO_TERMINAL_H
#define SWINGBAY_PSEUDO_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINE_PATH_MAX 256u

struct pseudo_terminal {
    /* -1: unplugged. */
    int master;
    /* Held open, so that the line stays up while nobody else has it. */
    int slave;
    char path[LINE_PATH_MAX];
    /* A symbolic link to the path, stable while the path changes; empty: none. */
    const char *link;
};

/* False with errno where that is not possible. */
bool pseudo_terminal_plug(struct pseudo_terminal *line);
/* Opens what is there, such as a serial adapter or the other end of a pair. */
bool pseudo_terminal_open(struct pseudo_terminal *line, const char *path);
void pseudo_terminal_unplug(struct pseudo_terminal *line);
/* What does not fit is lost, as on a cable that nobody listens to. */
void pseudo_terminal_write(struct pseudo_terminal *line, const uint8_t *bytes, size_t length);
/* 0 where nothing has come. */
size_t pseudo_terminal_read(struct pseudo_terminal *line, uint8_t *bytes, size_t most);

#endif
