/* What the host asks for: taken apart, held against the gates, begun. PROTOCOL.md, sections 7 and 8. */
#ifndef SWINGBAY_COMMANDS_H
#define SWINGBAY_COMMANDS_H

#include "controller.h"

struct command {
    enum safety_action action;
    uint8_t device;
    bool is_on;
    uint32_t height_um;
    uint32_t balls;
    uint32_t level;
    uint32_t delay_us;
    uint32_t exposure_us;
    uint32_t report_every;
    uint32_t rate_milli_hz;
    uint32_t phase_us;
};

static inline bool is_command(uint8_t type)
{
    return type >= TEE_HEIGHT && type <= GO_SAFE;
}

/* False where the payload is malformed. */
bool command_parse(const struct packet *packet, struct command *command);
/* Every gate that is shut for it, whether or not the gate counts. */
gate_set command_gates(struct controller *controller, const struct command *command, bool is_link_lost);
/* Only after the gates. `packet` names the command for its end. */
struct command_result command_begin(struct controller *controller, const struct command *command,
                                    const struct packet *packet, uint64_t now_us);

#endif
