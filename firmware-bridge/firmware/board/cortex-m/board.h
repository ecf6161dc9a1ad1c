/* The board layer of the LM3S6965: clock, two serial ports, watchdog, and the loop that joins them to the core. */
#ifndef SWINGBAY_BOARD_H
#define SWINGBAY_BOARD_H

/* Never returns. */
void board_run(void);

#endif
