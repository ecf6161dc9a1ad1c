/*
 * The controller as a program of this machine: its line is a pseudo-terminal, its bay is simulated, and standard input
 * is the control channel (README.md beside the Makefile). It ends when standard input ends, so that it never outlives
 * whoever started it.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "../../simulation/simulated-board.h"
#include "controller-clock.h"
#include "pseudo-terminal.h"
#include "safety-listing.h"

/* A program that hangs is reset after this time: with LINK_LOST_AFTER_US still within 500 ms. */
#define WATCHDOG_US 80000u
#define BYTES_AT_ONCE 4096u

struct host_board {
    struct simulated_board board;
    struct controller_clock clock;
    struct pseudo_terminal line;
    uint64_t stepped_us;
};

struct options {
    uint32_t kinds;
    int32_t drift_ppm;
    const char *path;
    const char *link;
};

static const char *const KINDS[KINDS_END] = {
    "",          "tee",       "dispenser", "light", "strobe", "camera-trigger",
    "ball-beam", "occupancy", "card-reader", "emergency-stop",
};

static int usage(void)
{
    fputs("controller [--line PATH] [--link PATH] [--without KIND]... [--drift-ppm N]\n"
          "controller --safety-table\n",
          stderr);
    return 2;
}

static bool leave_out(struct options *options, const char *name)
{
    for (unsigned kind = KIND_TEE; kind < KINDS_END; kind++) {
        if (strcmp(KINDS[kind], name) != 0) continue;
        options->kinds &= ~(1u << kind);
        return true;
    }
    return false;
}

static bool read_options(int count, char **words, struct options *options)
{
    *options = (struct options){.kinds = ((1u << KINDS_END) - 1u) & ~1u};
    for (int at = 1; at < count; at += 2) {
        const char *value = words[at + 1];
        if (value == NULL) return false;
        if (strcmp(words[at], "--line") == 0) options->path = value;
        else if (strcmp(words[at], "--link") == 0) options->link = value;
        else if (strcmp(words[at], "--drift-ppm") == 0) options->drift_ppm = (int32_t)strtol(value, NULL, 10);
        else if (strcmp(words[at], "--without") != 0 || !leave_out(options, value)) return false;
    }
    return true;
}

static uint32_t new_boot_id(void)
{
    uint32_t boot_id = 0;
    while (boot_id == 0) {
        if (getrandom(&boot_id, sizeof boot_id, 0) != sizeof boot_id) boot_id = (uint32_t)monotonic_us();
    }
    return boot_id;
}

static void say(const struct text_line *line)
{
    printf("%.*s\n", (int)line->length, line->text);
    fflush(stdout);
}

static uint64_t now_us(const struct host_board *host)
{
    return controller_clock_at(&host->clock, monotonic_us());
}

/* Words about what only this board has: the plug, and this machine's clock. True if it was one. */
static bool obey_board_word(struct host_board *host, const char *word)
{
    static const char HIT[] = "hit monotonic ";
    if (strncmp(word, HIT, sizeof HIT - 1) == 0) {
        uint64_t at_us = strtoull(word + sizeof HIT - 1, NULL, 10);
        bool has_begun = at_us >= host->clock.started_us;
        if (has_begun) host->board.bay.hit_at_us = controller_clock_at(&host->clock, at_us);
        puts(has_begun ? "ok" : "error hit: before the controller's start");
    } else if (strcmp(word, "unplug") == 0) {
        pseudo_terminal_unplug(&host->line);
        puts("ok");
    } else if (strcmp(word, "plug") == 0) {
        if (pseudo_terminal_plug(&host->line)) printf("plugged %s\n", host->line.path);
        else printf("error plug: %s\n", strerror(errno));
    } else if (strcmp(word, "clock") == 0) {
        uint64_t monotonic = monotonic_us();
        uint64_t controller = controller_clock_at(&host->clock, monotonic);
        printf("clock controller=%llu monotonic=%llu\n", (unsigned long long)controller, (unsigned long long)monotonic);
    } else {
        return false;
    }
    fflush(stdout);
    return true;
}

static void take_control(struct host_board *host, char letter)
{
    struct simulated_board *board = &host->board;
    struct text_line answer = {.length = 0};
    if (letter == '\n' && board->control_length > 0) {
        board->control[board->control_length] = 0;
        if (obey_board_word(host, board->control)) {
            board->control_length = 0;
            return;
        }
    }
    if (simulated_board_control(board, letter, now_us(host), &answer)) say(&answer);
}

static void step(struct host_board *host)
{
    struct simulated_board *board = &host->board;
    uint64_t at_us = now_us(host);
    if (!board->is_hanging) host->stepped_us = at_us;
    if (board->is_reset_asked || at_us - host->stepped_us >= WATCHDOG_US) {
        simulated_board_restart(board, new_boot_id(), at_us);
    }
    simulated_board_step(board, at_us);
    struct text_line line;
    if (simulated_board_take_hit(board, &line)) say(&line);
}

static void send_bytes(struct host_board *host)
{
    uint8_t bytes[BYTES_AT_ONCE];
    size_t count = simulated_board_take_bytes(&host->board, bytes, sizeof bytes, now_us(host));
    pseudo_terminal_write(&host->line, bytes, count);
}

/* Until standard input ends. */
static void run(struct host_board *host)
{
    uint8_t bytes[BYTES_AT_ONCE];
    for (;;) {
        struct pollfd watched[] = {{STDIN_FILENO, POLLIN, 0}, {host->line.master, POLLIN, 0}};
        poll(watched, 2, 1);
        step(host);
        size_t count = pseudo_terminal_read(&host->line, bytes, sizeof bytes);
        for (size_t at = 0; at < count; at++) simulated_board_receive(&host->board, bytes[at], now_us(host));
        send_bytes(host);
        if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        ssize_t letters = read(STDIN_FILENO, bytes, sizeof bytes);
        if (letters <= 0) return;
        for (ssize_t at = 0; at < letters; at++) take_control(host, (char)bytes[at]);
    }
}

int main(int count, char **words)
{
    static struct host_board host = {.line = {.master = -1, .slave = -1}};
    struct options options;
    if (count == 2 && strcmp(words[1], "--safety-table") == 0) {
        safety_listing_print();
        return 0;
    }
    if (!read_options(count, words, &options)) return usage();

    controller_clock_start(&host.clock, options.drift_ppm);
    host.line.link = options.link;
    bool is_open = options.path == NULL ? pseudo_terminal_plug(&host.line)
                                        : pseudo_terminal_open(&host.line, options.path);
    if (!is_open) {
        fprintf(stderr, "The line cannot be opened: %s.\n", strerror(errno));
        return 1;
    }
    struct controller_config config = {"Swingbay controller 1.0 (simulated bay)", options.kinds, new_boot_id()};
    host.stepped_us = now_us(&host);
    simulated_board_start(&host.board, &config, host.stepped_us);
    printf("line %s\n", host.line.path);
    fflush(stdout);
    run(&host);
    pseudo_terminal_unplug(&host.line);
    return 0;
}
