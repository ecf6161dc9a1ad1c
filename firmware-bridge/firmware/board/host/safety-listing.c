#include "safety-listing.h"

#include <stdio.h>

#include "../../core/safety-table.h"

void safety_listing_print(void)
{
    const unsigned gates = 1u << (REFUSALS_END - 1);
    for (unsigned action = 0; action < ACTIONS_END; action++) {
        printf("action %u:", action);
        /* Bit 0 of the combination is reason 1. */
        for (unsigned shut = 0; shut < gates; shut++) {
            printf(" %d", safety_refusal((enum safety_action)action, (gate_set)(shut << 1)));
        }
        putchar('\n');
    }
    for (unsigned activity = 0; activity < ACTIVITIES_END; activity++) {
        printf("activity %u:", activity);
        for (unsigned holds = 0; holds < 8; holds++) {
            printf(" %d", safety_interruption((enum activity)activity, holds & 1, holds & 2, holds & 4));
        }
        putchar('\n');
    }
}
