/* The CRC-32 of zlib, Ethernet and PNG (ISO-HDLC): of "123456789" it is CBF43926. */
#ifndef SWINGBAY_CRC32_H
#define SWINGBAY_CRC32_H

#include <stddef.h>
#include <stdint.h>

uint32_t crc32(const uint8_t *bytes, size_t length);

#endif
