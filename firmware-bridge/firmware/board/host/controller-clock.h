/* The simulated controller's clock: microseconds since its start, fast or slow as a quartz is. */
#ifndef SWINGBAY_CONTROLLER_CLOCK_H
#define SWINGBAY_CONTROLLER_CLOCK_H

#include <stdint.h>

struct controller_clock {
    uint64_t started_us;
    int32_t drift_ppm;
};

/* CLOCK_MONOTONIC in microseconds. */
uint64_t monotonic_us(void);
void controller_clock_start(struct controller_clock *clock, int32_t drift_ppm);
uint64_t controller_clock_at(const struct controller_clock *clock, uint64_t monotonic_us);

#endif
