#include "control-words.h"

#include <string.h>

struct order {
    struct simulated_board *board;
    /* What stands after the word, without spaces before it; empty if nothing. */
    const char *rest;
    bool has_number;
    uint64_t number;
    uint64_t now_us;
    struct text_line *answer;
};

/* Returns null, or what is wrong. */
typedef const char *(*control_word)(struct order *order);

static const char *const NUMBER_MISSING = "it needs a number";

static const char *ball(struct order *order)
{
    simulated_bay_set_ball(&order->board->bay, true, order->now_us);
    return NULL;
}

static const char *lift_ball(struct order *order)
{
    simulated_bay_set_ball(&order->board->bay, false, order->now_us);
    return NULL;
}

/* `hit`: now. `hit at US`: on the controller's clock. `hit in US`: from now. */
static const char *hit(struct order *order)
{
    uint64_t at_us = order->now_us;
    if (order->rest[0] != 0) {
        bool is_in = strncmp(order->rest, "in ", 3) == 0;
        if (!order->has_number || (!is_in && strncmp(order->rest, "at ", 3) != 0)) return "hit, hit at US or hit in US";
        at_us = is_in ? order->now_us + order->number : order->number;
    }
    order->board->bay.hit_at_us = at_us > 0 ? at_us : 1;
    return NULL;
}

static bool *jam_of(struct order *order, bool is_slip)
{
    struct simulated_bay *bay = &order->board->bay;
    if (strcmp(order->rest, "tee") == 0) return is_slip ? &bay->tee_is_slipping : &bay->tee_is_jammed;
    if (strcmp(order->rest, "dispenser") == 0) return is_slip ? &bay->dispenser_is_slipping : &bay->dispenser_is_jammed;
    return NULL;
}

static const char *set_jam(struct order *order, bool is_slip, bool value)
{
    bool *jam = jam_of(order, is_slip);
    if (jam == NULL) return "of tee or dispenser";
    *jam = value;
    return NULL;
}

static const char *jam(struct order *order) { return set_jam(order, false, true); }
static const char *slip(struct order *order) { return set_jam(order, true, true); }

static const char *mend(struct order *order)
{
    set_jam(order, true, false);
    return set_jam(order, false, false);
}

static const char *stock(struct order *order)
{
    if (!order->has_number) return NUMBER_MISSING;
    order->board->bay.inputs.dispenser_stock = (uint32_t)order->number;
    return NULL;
}

static const char *chute(struct order *order)
{
    if (!order->has_number) return NUMBER_MISSING;
    order->board->bay.chute = (uint32_t)order->number;
    return NULL;
}

static const char *press(struct order *order) { order->board->bay.inputs.is_stop_pressed = true; return NULL; }
static const char *release(struct order *order) { order->board->bay.inputs.is_stop_pressed = false; return NULL; }
static const char *occupy(struct order *order) { order->board->bay.inputs.is_occupied = true; return NULL; }
static const char *vacate(struct order *order) { order->board->bay.inputs.is_occupied = false; return NULL; }

static int hex_value(char letter)
{
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    return -1;
}

/* `card 04a1b2c3`; `card` alone takes it away. */
static const char *card(struct order *order)
{
    struct bay_inputs *inputs = &order->board->bay.inputs;
    size_t digits = strlen(order->rest);
    if (digits % 2 != 0 || digits / 2 > CARD_BYTES_MAX) return "an id in lower-case hex, at most 32 bytes";
    for (size_t at = 0; at < digits; at++) {
        if (hex_value(order->rest[at]) < 0) return "an id in lower-case hex, at most 32 bytes";
    }
    for (size_t at = 0; at < digits / 2; at++) {
        inputs->card[at] = (uint8_t)(hex_value(order->rest[2 * at]) * 16 + hex_value(order->rest[2 * at + 1]));
    }
    inputs->card_length = (uint8_t)(digits / 2);
    return NULL;
}

static const char *freeze(struct order *order)
{
    if (!order->has_number) return NUMBER_MISSING;
    order->board->frozen_until_us = order->now_us + order->number * 1000;
    return NULL;
}

static const char *hang(struct order *order) { order->board->is_hanging = true; return NULL; }
static const char *reset(struct order *order) { order->board->is_reset_asked = true; return NULL; }

static const char *drop(struct order *order)
{
    if (!order->has_number) return NUMBER_MISSING;
    order->board->dropping_until_us = order->now_us + order->number * 1000;
    return NULL;
}

static const char *report(struct order *order)
{
    const struct controller *controller = &order->board->controller;
    const struct bay_outputs *outputs = &controller->outputs;
    const struct simulated_bay *bay = &order->board->bay;
    struct text_line *out = order->answer;
    text_put(out, "report");
    text_put_named(out, "now", order->now_us);
    text_put_named(out, "boot", controller->session.boot_id);
    text_put_named(out, "session", controller->session.host_id);
    text_put_named(out, "heard", controller->session.heard_us);
    text_put_named(out, "on", bay->is_anything_on);
    text_put_named(out, "off", bay->off_us);
    text_put(out, outputs->tee_drive < 0 ? " tee=down" : outputs->tee_drive > 0 ? " tee=up" : " tee=off");
    text_put_named(out, "height", bay->inputs.tee_height_um);
    text_put_named(out, "dispenser", outputs->dispenser_drive);
    text_put_named(out, "light", outputs->light_level);
    text_put_named(out, "strobe", outputs->strobe_is_running);
    text_put_named(out, "trigger", outputs->trigger_is_running);
    text_put_named(out, "ball", bay->inputs.tee_has_ball);
    text_put_named(out, "stock", bay->inputs.dispenser_stock);
    text_put_named(out, "chute", bay->chute);
    text_put_named(out, "packets", controller->reader.packets);
    text_put_named(out, "unsound", controller->reader.bad_stuffing + controller->reader.bad_length +
                                       controller->reader.bad_checksum + controller->reader.too_long);
    text_put_named(out, "malformed", controller->malformed);
    text_put_named(out, "unknown", controller->unknown_type);
    text_put_named(out, "version", controller->other_version);
    text_put_named(out, "waiting", controller->events.count);
    text_put_named(out, "dropped", controller->events.dropped);
    return NULL;
}

static const struct {
    const char *word;
    control_word obey;
} CONTROL_WORDS[] = {
    {"ball", ball},       {"lift-ball", lift_ball}, {"hit", hit},       {"jam", jam},       {"slip", slip},
    {"mend", mend},       {"stock", stock},         {"chute", chute},   {"press", press},   {"release", release},
    {"occupy", occupy},   {"vacate", vacate},       {"card", card},     {"freeze", freeze}, {"hang", hang},
    {"reset", reset},     {"drop", drop},           {"report", report},
};

static bool find_number(const char *rest, uint64_t *number)
{
    while (*rest != 0 && (*rest < '0' || *rest > '9')) rest++;
    if (*rest == 0) return false;
    for (*number = 0; *rest >= '0' && *rest <= '9'; rest++) *number = *number * 10 + (uint64_t)(*rest - '0');
    return *rest == 0;
}

void control_words_obey(struct simulated_board *board, char *line, uint64_t now_us, struct text_line *answer)
{
    char *rest = line;
    while (*rest != 0 && *rest != ' ') rest++;
    while (*rest == ' ') *rest++ = 0;
    struct order order = {.board = board, .rest = rest, .now_us = now_us, .answer = answer};
    order.has_number = find_number(rest, &order.number);

    const char *problem = "no such word";
    for (size_t at = 0; at < sizeof CONTROL_WORDS / sizeof CONTROL_WORDS[0]; at++) {
        if (strcmp(line, CONTROL_WORDS[at].word) == 0) problem = CONTROL_WORDS[at].obey(&order);
    }
    if (problem == NULL) {
        if (answer->length == 0) text_put(answer, "ok");
        return;
    }
    text_put(answer, "error ");
    text_put(answer, line);
    text_put(answer, ": ");
    text_put(answer, problem);
}
