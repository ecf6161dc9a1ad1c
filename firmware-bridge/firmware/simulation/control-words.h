#ifndef SWINGBAY_CONTROL_WORDS_H
#define SWINGBAY_CONTROL_WORDS_H

#include "simulated-board.h"

/* Carries out one line of the control channel and writes its answer. */
void control_words_obey(struct simulated_board *board, char *line, uint64_t now_us, struct text_line *answer);

#endif
