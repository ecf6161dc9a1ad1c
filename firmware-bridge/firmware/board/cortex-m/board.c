/*
 * The image for an LM3S6965: UART0 is the line to the host, UART1 the control channel of the simulated bay. A board
 * with a real bay has pins and timers where this one has the simulation, and nothing else changes.
 */
#include "board.h"

#include "../../simulation/simulated-board.h"
#include "registers.h"

#define TICKS_PER_US 50u
#define TICKS_PER_MS (TICKS_PER_US * 1000u)
/* Bites at its second time-out. With LINK_LOST_AFTER_US still within 500 ms. */
#define WATCHDOG_TICKS (40u * TICKS_PER_MS)
#define ALIVE 0x5eed5eedu

static struct simulated_board board;
/* Counts starts, so that no two have the same boot id; flash would keep it beyond a power cut. */
__attribute__((section(".noinit"))) static uint32_t starts_mark;
__attribute__((section(".noinit"))) static uint32_t starts;

/*
 * The processor's 24-bit counter, made long by whoever asks. It must be asked every 0.33 s, which the watchdog sees to;
 * no interrupt can be late or lost.
 */
static uint64_t now_us(void)
{
    static uint32_t before = SYSTICK_TICKS_MAX;
    static uint64_t ticks;
    uint32_t left = SYSTICK_CURRENT;
    ticks += (before - left) & SYSTICK_TICKS_MAX;
    before = left;
    return ticks / TICKS_PER_US;
}

static void start_clock(void)
{
    /* The crystal of 8 MHz through the PLL, divided to 50 MHz, by the steps of the data sheet. */
    CLOCK_CONFIGURATION = (CLOCK_CONFIGURATION | 0x800u) & ~0x400000u;
    CLOCK_CONFIGURATION = (CLOCK_CONFIGURATION & ~0x000033f1u) | 0x00000380u;
    CLOCK_CONFIGURATION = (CLOCK_CONFIGURATION & ~0x07800000u) | 0x01c00000u;
    while ((CLOCK_STATUS & 0x40u) == 0) {
    }
    CLOCK_CONFIGURATION &= ~0x800u;
    SYSTICK_RELOAD = SYSTICK_TICKS_MAX;
    SYSTICK_CURRENT = 0;
    SYSTICK_CONTROL = 5;
}

/* Wakes the processor every millisecond. */
static void start_wake_timer(void)
{
    TIMER0_CONFIGURATION = 0;
    TIMER0_MODE = 2;
    TIMER0_LOAD = TICKS_PER_MS - 1;
    TIMER0_INTERRUPTS = 1;
    TIMER0_CONTROL = 1;
}

/* Sleeps until a byte or the next millisecond comes. Interrupts wake and are never taken, so nothing here can be
 * interrupted and no data is shared. */
static void sleep(void)
{
    __asm volatile("wfi");
    TIMER0_CLEAR = 1;
    INTERRUPT_UNPEND = WAKING_INTERRUPTS;
}

static void start_uart(uint32_t uart)
{
    UART_CONTROL(uart) = 0;
    /* 50 MHz / (16 * 115,200) = 27.127 */
    UART_WHOLE_DIVISOR(uart) = 27;
    UART_FRACTION_DIVISOR(uart) = 8;
    UART_LINE(uart) = 0x70;
    UART_WHEN(uart) = 0;
    UART_INTERRUPTS(uart) = UART_BYTE_CAME | UART_BYTE_LEFT_OVER;
    UART_CONTROL(uart) = 0x301;
}

static void start_watchdog(void)
{
    WATCHDOG_LOAD = WATCHDOG_TICKS;
    WATCHDOG_CONTROL = 3;
}

static void send(uint32_t uart, uint8_t byte)
{
    while (UART_FLAGS(uart) & UART_SENDS_ALL) {
    }
    UART_DATA(uart) = byte;
}

static void say(const struct text_line *line)
{
    for (size_t at = 0; at < line->length; at++) send(UART1, (uint8_t)line->text[at]);
    send(UART1, '\n');
}

static uint32_t next_boot_id(void)
{
    if (starts_mark != ALIVE) {
        starts_mark = ALIVE;
        starts = 0;
    }
    starts++;
    /* Spread, so that controllers in one bay are told apart in a log; odd times odd stays clear of 0. */
    return starts * 2654435761u | 1u;
}

static void turn(void)
{
    struct text_line line;
    uint8_t byte;
    simulated_board_step(&board, now_us());
    if (simulated_board_take_hit(&board, &line)) say(&line);
    while ((UART_FLAGS(UART0) & UART_RECEIVES_NOTHING) == 0) {
        simulated_board_receive(&board, (uint8_t)UART_DATA(UART0), now_us());
    }
    while ((UART_FLAGS(UART0) & UART_SENDS_ALL) == 0 && simulated_board_take_bytes(&board, &byte, 1, now_us()) == 1) {
        UART_DATA(UART0) = byte;
    }
    while ((UART_FLAGS(UART1) & UART_RECEIVES_NOTHING) == 0) {
        if (simulated_board_control(&board, (char)UART_DATA(UART1), now_us(), &line)) say(&line);
    }
    /* What did not fit into the port's own 16 bytes goes with the next millisecond. */
    if (board.is_reset_asked) SYSTEM_RESET = SYSTEM_RESET_REQUEST;
    if (!board.is_hanging) WATCHDOG_CLEAR = 1;
}

void board_run(void)
{
    __asm volatile("cpsid i");
    start_clock();
    CLOCK_GATE_0 |= CLOCK_OF_WATCHDOG;
    CLOCK_GATE_1 |= CLOCK_OF_UARTS | CLOCK_OF_TIMER0;
    INTERRUPT_ENABLE = WAKING_INTERRUPTS;
    start_wake_timer();
    start_uart(UART0);
    start_uart(UART1);
    struct controller_config config = {"Swingbay controller 1.0 (LM3S6965, simulated bay)", (1u << KINDS_END) - 2u,
                                       next_boot_id()};
    simulated_board_start(&board, &config, now_us());
    struct text_line line = {.length = 0};
    text_put(&line, "started");
    text_put_named(&line, "boot", config.boot_id);
    say(&line);
    start_watchdog();
    for (;;) {
        turn();
        sleep();
    }
}
