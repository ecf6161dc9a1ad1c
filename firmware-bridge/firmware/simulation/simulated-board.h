/*
 * A controller with a simulated bay behind its pins, and the control channel by which a test or the virtual bay plays
 * golfer, staff and bad luck: one word a line, answered by `ok` or `error REASON`; `report` is answered by what really
 * happens at the outputs. All words are in CONTROL_WORDS of control-words.c.
 *
 * What remains for a board: bytes, time, and what a reset means there.
 */
#ifndef SWINGBAY_SIMULATED_BOARD_H
#define SWINGBAY_SIMULATED_BOARD_H

#include "../core/controller.h"
#include "simulated-bay.h"
#include "text-line.h"

#define CONTROL_LINE_MAX 128u

struct simulated_board {
    struct controller controller;
    struct simulated_bay bay;
    struct controller_config config;

    char control[CONTROL_LINE_MAX];
    size_t control_length;

    /* The processor stands still until then, its watchdog too. */
    uint64_t frozen_until_us;
    /* The program does not come back: only the watchdog helps. */
    bool is_hanging;
    bool is_reset_asked;
    /* Bytes of either way are lost until then. */
    uint64_t dropping_until_us;
};

void simulated_board_start(struct simulated_board *board, const struct controller_config *config, uint64_t now_us);
/* After a reset: the bay is as it was, every output is off, and the controller begins anew. */
void simulated_board_restart(struct simulated_board *board, uint32_t boot_id, uint64_t now_us);
void simulated_board_step(struct simulated_board *board, uint64_t now_us);
void simulated_board_receive(struct simulated_board *board, uint8_t byte, uint64_t now_us);
size_t simulated_board_take_bytes(struct simulated_board *board, uint8_t *bytes, size_t most, uint64_t now_us);
/* True when a line has ended; `answer` then holds what to print, without a line's end. */
bool simulated_board_control(struct simulated_board *board, char letter, uint64_t now_us, struct text_line *answer);
/* True once after a ball was hit; `line` then says so. */
bool simulated_board_take_hit(struct simulated_board *board, struct text_line *line);

#endif
