#include "camera-trigger.h"

#include "limits.h"

#define MILLI_HZ_US UINT64_C(1000000000)

static uint64_t edge_us(const struct camera_trigger *trigger, uint64_t index)
{
    /* Whole thousands of seconds apart, so that the product stays within 64 bits for a clock of any age. */
    uint64_t turns = index / trigger->rate_milli_hz;
    uint64_t rest = index % trigger->rate_milli_hz;
    return turns * MILLI_HZ_US + rest * MILLI_HZ_US / trigger->rate_milli_hz + trigger->phase_us;
}

void camera_trigger_start(struct camera_trigger *trigger, uint32_t rate_milli_hz, uint32_t phase_us,
                          uint32_t report_every, uint64_t now_us)
{
    uint32_t most_milli_hz = PULSE_REPORTS_HZ_MAX * 1000u;
    uint32_t least_every = (rate_milli_hz + most_milli_hz - 1) / most_milli_hz;
    trigger->is_running = true;
    trigger->rate_milli_hz = rate_milli_hz;
    trigger->phase_us = phase_us;
    trigger->report_every = report_every > least_every ? report_every : least_every;
    uint64_t turns = now_us / MILLI_HZ_US;
    trigger->next_index = turns * rate_milli_hz + now_us % MILLI_HZ_US * rate_milli_hz / MILLI_HZ_US;
    while (trigger->next_index > 0 && edge_us(trigger, trigger->next_index - 1) >= now_us) trigger->next_index--;
    while (edge_us(trigger, trigger->next_index) < now_us) trigger->next_index++;
}

void camera_trigger_stop(struct camera_trigger *trigger)
{
    trigger->is_running = false;
}

struct trigger_report camera_trigger_step(struct camera_trigger *trigger, uint64_t now_us)
{
    struct trigger_report report = {false, 0, 0};
    if (!trigger->is_running) return report;
    for (uint64_t at_us; (at_us = edge_us(trigger, trigger->next_index)) <= now_us; trigger->next_index++) {
        trigger->pulses++;
        if (trigger->pulses % trigger->report_every != 0) continue;
        report = (struct trigger_report){true, trigger->pulses, at_us};
    }
    return report;
}
