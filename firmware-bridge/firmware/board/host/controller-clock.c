#include "controller-clock.h"

#include <time.h>

/* Far from 0, so that whoever takes one clock for the other is found out. */
#define FIRST_US UINT64_C(5000000)

uint64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

void controller_clock_start(struct controller_clock *clock, int32_t drift_ppm)
{
    clock->started_us = monotonic_us();
    clock->drift_ppm = drift_ppm;
}

uint64_t controller_clock_at(const struct controller_clock *clock, uint64_t at_us)
{
    int64_t elapsed_us = (int64_t)(at_us - clock->started_us);
    return FIRST_US + (uint64_t)(elapsed_us + elapsed_us * clock->drift_ppm / 1000000);
}
