/* The memory of one controller, for `make cortex-m` to measure: the core itself keeps none. */
#include "../core/controller.h"

struct controller one_controller;
