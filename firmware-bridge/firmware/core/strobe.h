/* The strobe: one flash after each edge of the camera trigger, within what lamp and eyes bear. */
#ifndef SWINGBAY_STROBE_H
#define SWINGBAY_STROBE_H

#include <stdbool.h>
#include <stdint.h>

#define STROBE_EXPOSURE_MAX_US 500u
#define STROBE_DELAY_MAX_US 5000u
/* Of the time, in 1/10,000. */
#define STROBE_DUTY_MAX 1000u

struct strobe {
    bool is_running;
    uint32_t delay_us;
    uint32_t exposure_us;
};

/* Whether the lamp would be lit for more of the time than it may be. */
static inline bool strobe_exceeds_duty(uint32_t exposure_us, uint32_t rate_milli_hz)
{
    return (uint64_t)exposure_us * rate_milli_hz > (uint64_t)STROBE_DUTY_MAX * 100000u;
}

#endif
