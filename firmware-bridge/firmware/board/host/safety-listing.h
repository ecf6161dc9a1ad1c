#ifndef SWINGBAY_SAFETY_LISTING_H
#define SWINGBAY_SAFETY_LISTING_H

/* Prints what the safety table decides for every combination, for comparison with its twin. */
void safety_listing_print(void);

#endif
