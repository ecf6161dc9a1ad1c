#include "simulated-board.h"

#include "control-words.h"

void simulated_board_start(struct simulated_board *board, const struct controller_config *config, uint64_t now_us)
{
    simulated_bay_start(&board->bay, now_us);
    board->config = *config;
    board->control_length = 0;
    board->dropping_until_us = 0;
    simulated_board_restart(board, config->boot_id, now_us);
}

void simulated_board_restart(struct simulated_board *board, uint32_t boot_id, uint64_t now_us)
{
    static const struct bay_outputs OFF = {0};
    simulated_bay_step(&board->bay, &OFF, now_us);
    board->frozen_until_us = 0;
    board->is_hanging = false;
    board->is_reset_asked = false;
    board->config.boot_id = boot_id;
    controller_start(&board->controller, &board->config, &board->bay.inputs, now_us);
}

static bool stands_still(const struct simulated_board *board, uint64_t now_us)
{
    return board->is_hanging || now_us < board->frozen_until_us;
}

void simulated_board_step(struct simulated_board *board, uint64_t now_us)
{
    /* The world goes on, whether or not somebody watches it. */
    simulated_bay_step(&board->bay, &board->controller.outputs, now_us);
    if (!stands_still(board, now_us)) controller_step(&board->controller, &board->bay.inputs, now_us);
}

void simulated_board_receive(struct simulated_board *board, uint8_t byte, uint64_t now_us)
{
    if (now_us < board->dropping_until_us || stands_still(board, now_us)) return;
    controller_receive(&board->controller, byte, now_us);
}

size_t simulated_board_take_bytes(struct simulated_board *board, uint8_t *bytes, size_t most, uint64_t now_us)
{
    size_t count = stands_still(board, now_us) ? 0 : session_take_bytes(&board->controller.session, bytes, most);
    return now_us < board->dropping_until_us ? 0 : count;
}

bool simulated_board_control(struct simulated_board *board, char letter, uint64_t now_us, struct text_line *answer)
{
    if (letter != '\n' && letter != '\r') {
        if (board->control_length < CONTROL_LINE_MAX - 1) board->control[board->control_length++] = letter;
        return false;
    }
    if (board->control_length == 0) return false;
    board->control[board->control_length] = 0;
    board->control_length = 0;
    answer->length = 0;
    control_words_obey(board, board->control, now_us, answer);
    return true;
}

bool simulated_board_take_hit(struct simulated_board *board, struct text_line *line)
{
    if (!board->bay.was_hit) return false;
    line->length = 0;
    text_put(line, "hit");
    text_put_named(line, "at", board->bay.hit_at_us);
    board->bay.was_hit = false;
    board->bay.hit_at_us = 0;
    return true;
}
