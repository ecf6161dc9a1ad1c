/* From the reset to the board's loop. No interrupt is ever taken, so the vectors know only faults. */
#include <stdint.h>

#include "board.h"

extern uint32_t text_end, data_start, data_end, bss_start, bss_end, stack_top;

void reset_entry(void);

void reset_entry(void)
{
    const uint32_t *from = &text_end;
    for (uint32_t *to = &data_start; to < &data_end;) *to++ = *from++;
    for (uint32_t *to = &bss_start; to < &bss_end;) *to++ = 0;
    board_run();
}

/* A fault of the program leaves every output as it is for no longer than the watchdog allows. */
static void wait_for_watchdog(void)
{
    for (;;) {
    }
}

typedef void (*vector)(void);

struct vector_table {
    uint32_t *stack;
    vector reset;
    vector exceptions[14];
};

__attribute__((section(".vectors"), used)) static const struct vector_table VECTORS = {
    .stack = &stack_top,
    .reset = reset_entry,
    .exceptions = {wait_for_watchdog, wait_for_watchdog, wait_for_watchdog, wait_for_watchdog, wait_for_watchdog},
};
