/*
 * Reports that wait for their turn on the line, oldest first. When there is no room the oldest unimportant one goes, or
 * else the oldest, and is counted: an event that matters outlives any number of those that do not.
 */
#ifndef SWINGBAY_EVENT_QUEUE_H
#define SWINGBAY_EVENT_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "limits.h"

/* An event with the longest card. */
#define QUEUED_BYTES_MAX (12u + CARD_BYTES_MAX)

struct queued_report {
    uint8_t type;
    bool is_important;
    uint8_t length;
    uint8_t payload[QUEUED_BYTES_MAX];
};

struct event_queue {
    struct queued_report reports[EVENTS_WAITING_MAX];
    uint8_t count;
    uint32_t dropped;
};

void event_queue_push(struct event_queue *queue, const struct queued_report *report);
/* False when it is empty. */
bool event_queue_pop(struct event_queue *queue, struct queued_report *report);
/* Takes every `ended` out: the session that asked is over. */
void event_queue_forget_ended(struct event_queue *queue);

#endif
