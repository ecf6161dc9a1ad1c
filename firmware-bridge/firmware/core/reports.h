/* What the controller tells: its devices, their states, what happened. PROTOCOL.md, sections 5 and 7. */
#ifndef SWINGBAY_REPORTS_H
#define SWINGBAY_REPORTS_H

#include "controller.h"

/* A session begins: every device is announced and told anew. */
void reports_start_over(struct controller *controller);
/* `card` only for CARD_SHOWN. */
void report_event(struct controller *controller, enum device_kind kind, enum bay_event event, uint64_t at_us,
                  uint16_t uncertainty_us);
void report_ended(struct controller *controller, const struct device *device, struct command_result result,
                  uint64_t now_us);
/* Looks at every device, and remembers when its picture has changed. */
void reports_observe(struct controller *controller);
/* Sends the next report if none is in flight; else repeats that one when it is time. */
void reports_send_next(struct controller *controller, uint64_t now_us);
/* How many are not acknowledged yet, at most 255. */
uint8_t reports_waiting(const struct controller *controller);

#endif
