/* How something that moves stands after a step of its state machine. */
#ifndef SWINGBAY_MOTION_H
#define SWINGBAY_MOTION_H

#include "vocabulary.h"

enum motion_progress { MOTION_RESTING, MOTION_RUNNING, MOTION_DONE, MOTION_FAILED };

struct motion {
    enum motion_progress progress;
    /* Of a failed one. */
    enum device_fault fault;
};

#endif
