#include "event-queue.h"

#include <string.h>

#include "vocabulary.h"

static void remove_at(struct event_queue *queue, uint8_t at)
{
    queue->count--;
    memmove(&queue->reports[at], &queue->reports[at + 1], (size_t)(queue->count - at) * sizeof queue->reports[0]);
}

void event_queue_push(struct event_queue *queue, const struct queued_report *report)
{
    if (queue->count == EVENTS_WAITING_MAX) {
        uint8_t at = 0;
        while (at < queue->count && queue->reports[at].is_important) at++;
        remove_at(queue, at < queue->count ? at : 0);
        queue->dropped++;
    }
    queue->reports[queue->count++] = *report;
}

bool event_queue_pop(struct event_queue *queue, struct queued_report *report)
{
    if (queue->count == 0) return false;
    *report = queue->reports[0];
    remove_at(queue, 0);
    return true;
}

void event_queue_forget_ended(struct event_queue *queue)
{
    for (uint8_t at = 0; at < queue->count;) {
        if (queue->reports[at].type == ENDED) remove_at(queue, at);
        else at++;
    }
}
