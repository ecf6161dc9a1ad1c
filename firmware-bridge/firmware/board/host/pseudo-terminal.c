#include "pseudo-terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static bool make_raw(int terminal)
{
    struct termios settings;
    if (tcgetattr(terminal, &settings) != 0) return false;
    settings.c_iflag = 0;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag = CS8 | CREAD | CLOCAL;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    cfsetispeed(&settings, B115200);
    cfsetospeed(&settings, B115200);
    return tcsetattr(terminal, TCSANOW, &settings) == 0;
}

static bool point_link(const struct pseudo_terminal *line)
{
    if (line->link == NULL) return true;
    if (unlink(line->link) != 0 && errno != ENOENT) return false;
    return symlink(line->path, line->link) == 0;
}

bool pseudo_terminal_plug(struct pseudo_terminal *line)
{
    if (line->master >= 0) return true;
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0) return false;
    const char *path = grantpt(master) == 0 && unlockpt(master) == 0 ? ptsname(master) : NULL;
    int slave = path == NULL ? -1 : open(path, O_RDWR | O_NOCTTY);
    if (slave < 0 || strlen(path) >= LINE_PATH_MAX || !make_raw(slave)) {
        if (slave >= 0) close(slave);
        close(master);
        return false;
    }
    fcntl(master, F_SETFL, O_NONBLOCK);
    strcpy(line->path, path);
    line->master = master;
    line->slave = slave;
    return point_link(line);
}

bool pseudo_terminal_open(struct pseudo_terminal *line, const char *path)
{
    line->slave = -1;
    line->master = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (line->master < 0 || strlen(path) >= LINE_PATH_MAX) return false;
    strcpy(line->path, path);
    return make_raw(line->master);
}

void pseudo_terminal_unplug(struct pseudo_terminal *line)
{
    if (line->master < 0) return;
    if (line->link != NULL) unlink(line->link);
    if (line->slave >= 0) close(line->slave);
    close(line->master);
    line->master = line->slave = -1;
}

void pseudo_terminal_write(struct pseudo_terminal *line, const uint8_t *bytes, size_t length)
{
    while (line->master >= 0 && length > 0) {
        ssize_t written = write(line->master, bytes, length);
        if (written <= 0) return;
        bytes += written;
        length -= (size_t)written;
    }
}

size_t pseudo_terminal_read(struct pseudo_terminal *line, uint8_t *bytes, size_t most)
{
    if (line->master < 0) return 0;
    ssize_t count = read(line->master, bytes, most);
    return count > 0 ? (size_t)count : 0;
}
