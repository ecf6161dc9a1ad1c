"""A bay controller in one page, written from PROTOCOL.md: a tee whose lift takes a while, a light, and a ball beam.

    python3 controller.py /dev/ttyUSB0      or without a path: opens a pseudo-terminal and prints `line PATH`
Words on standard input play the bay: `ball` and `hit`. It ends with its input.
"""
import os, pty, secrets, select, struct, sys, time, tty, zlib

HELLO, WELCOME, HEARTBEAT, REPLY, ACK, ANNOUNCE, STATE, EVENT, ENDED = 1, 2, 3, 4, 5, 0x20, 0x21, 0x22, 0x23
TEE, LIGHT, BEAM = 0, 1, 2  # our own indices
DEVICES = [(1, b"tee", [(0x40, 2000), (0x41, 50000)]), (3, b"light", [(0x49, 3000)]), (6, b"ball-beam", [(0x4A, 1000)])]
DONE, BEGUN, REFUSED = 0, 1, 2
LINK_LOST, ABSENT, NOT_SUPPORTED, SWINGING, BUSY, RANGE = 1, 2, 3, 5, 7, 8
LAYOUT = {0x10: "<BI", 0x11: "<B", 0x12: "<BH", 0x13: "<BH", 0x14: "<BH", 0x15: "<BBII", 0x16: "<BBHII", 0x17: "<B",
          0x18: "<B", 0x19: "<"}
boot_id, start = secrets.randbits(32) or 1, time.monotonic()

def now(): return int((time.monotonic() - start) * 1e6)

def cobs(data): return b"".join(bytes([len(piece) + 1]) + piece for piece in data.split(b"\0"))  # for short packets

def uncobs(data):
    out, at = bytearray(), 0
    while at < len(data):
        code, end = data[at], at + data[at]
        if end > len(data): return b""
        out += data[at + 1:end] + (b"\0" if code < 255 and end < len(data) else b"")
        at = end
    return bytes(out)

class Controller:
    def __init__(self, line):
        self.line, self.inbox, self.session, self.host, self.heard = line, b"", 0, 0, 0
        self.last, self.answer, self.plain_count, self.report_count = 0, (DONE, 0), 0, 0
        self.flight, self.sent, self.repeat, self.announced, self.events = None, 0, 0, 0, []
        self.locked, self.moving, self.height, self.level, self.ball = 0, None, 0, 3000, 0
        self.stepped, self.told, self.safe = now(), {}, {TEE, LIGHT, BEAM}

    def send(self, kind, payload, sequence=0, repeat=0):
        self.plain_count += sequence == 0
        packet = struct.pack("<BBBBIIQ", 1, kind, repeat, len(payload), boot_id, sequence or self.plain_count, now()) + payload
        os.write(self.line, b"\0" + cobs(packet + struct.pack("<I", zlib.crc32(packet))) + b"\0")

    def receive(self, data):
        *frames, self.inbox = (self.inbox + data).split(b"\0")
        self.inbox = self.inbox[-256:]  # noise without a zero has a bound too
        for packet in map(uncobs, filter(None, frames)):
            if len(packet) < 24 or packet[3] != len(packet) - 24: continue
            if zlib.crc32(packet[:-4]) != struct.unpack("<I", packet[-4:])[0]: continue
            version, kind, _, _, boot, sequence, sent = struct.unpack("<BBBBIIQ", packet[:20])
            if version == 1 or kind == HELLO: self.take(kind, boot, sequence, sent, packet[20:-4])

    def take(self, kind, boot, sequence, sent, payload):
        arrived = now()
        if boot == self.session: self.heard = arrived
        if kind == HELLO: self.hello(boot, arrived)
        elif kind == HEARTBEAT:
            flags, waiting = self.locked + 4 * (len(self.safe) == len(DEVICES)), len(self.events) + (self.flight is not None)
            self.send(REPLY, struct.pack("<IQQBBH", self.session, sent, arrived, flags, waiting, 0))
        elif kind == ACK and self.flight and boot == self.session:
            if struct.unpack("<II", payload[:8]) == (boot_id, self.flight[1]): self.flight = None
        elif kind in LAYOUT and boot == self.host and self.session in (0, boot):
            if struct.calcsize(LAYOUT[kind]) != len(payload) or sequence < self.last: return
            if kind < 0x18 and payload[0] > 15 or kind in (0x15, 0x16, 0x18) and payload[kind < 0x18] > 1: return  # malformed
            if sequence > self.last:
                self.last, self.answer = sequence, self.command(kind, sequence, *struct.unpack(LAYOUT[kind], payload))
            self.send(ACK, struct.pack("<IIBB", boot, sequence, *self.answer))

    def hello(self, boot, at):
        if boot != self.session:
            self.end(REFUSED, LINK_LOST)
            if boot != self.host: self.host, self.last = boot, 0
            self.session, self.locked, self.announced, self.told, self.safe = boot, 0, 0, {}, set()
            if self.flight and self.flight[0] != EVENT: self.flight = None
            self.events = [event for event in self.events if event[0] == EVENT]
        self.heard = at
        self.send(WELCOME, struct.pack("<IBBBBH", boot, 1, 1, len(DEVICES), 0, 400) + b"Example in Python")

    def end(self, status, detail):  # of the tee's motion, whatever ended it
        if self.moving: self.events.append((ENDED, struct.pack("<IIBBQ", self.host, self.moving[0], status, detail, now())))
        self.moving = None
        if detail == LINK_LOST: self.level, self.safe = 3000, {TEE, LIGHT, BEAM}

    def command(self, kind, sequence, device=0, value=0, *_):
        if self.session == 0: return REFUSED, LINK_LOST
        if kind == 0x18: self.locked = device
        if kind >= 0x18:
            if kind == 0x19 or device: self.end(REFUSED, LINK_LOST if kind == 0x19 else SWINGING)
            return DONE, 0
        if device >= len(DEVICES): return REFUSED, ABSENT
        if kind != 0x17 and (kind, device) not in [(0x10, TEE), (0x14, LIGHT)]: return REFUSED, NOT_SUPPORTED
        if kind != 0x14 and self.locked: return REFUSED, SWINGING
        if device == TEE and self.moving: return REFUSED, BUSY
        if value > (50000 if kind == 0x10 else 10000): return REFUSED, RANGE
        self.safe.discard(device)
        if kind == 0x14: self.level = value
        if kind == 0x10: self.moving = (sequence, value)
        return (BEGUN if self.moving and device == TEE else DONE), 0

    def step(self):
        at, way, self.stepped = now(), (now() - self.stepped) // 20, now()  # 50 mm a second
        if self.session and at - self.heard >= 400000: self.end(REFUSED, LINK_LOST); self.session = 0
        if self.moving:
            self.height += max(-way, min(way, self.moving[1] - self.height))
            if self.height == self.moving[1]: self.end(DONE, 0)
        if self.session and not self.flight: self.flight = self.next_report(at)
        if self.session and self.flight and at - self.sent >= 40000:
            self.send(self.flight[0], self.flight[2], self.flight[1], self.repeat)
            self.sent, self.repeat = at, 1

    def next_report(self, at):
        rest = [3 * (index in self.safe) for index in (TEE, LIGHT, BEAM)]  # conditions: 0 ready, 1 busy, 3 safe
        states = [(1 if self.moving else rest[TEE], 1, self.height), (rest[LIGHT], 6, self.level), (rest[BEAM], 2, self.ball)]
        news = [index for index, state in enumerate(states) if index not in self.told or self.told[index][1][0] != state[0]
                or self.told[index][1] != state and at - self.told[index][0] >= 100000]
        if self.announced < len(DEVICES):
            kind, name, limits = DEVICES[self.announced]
            report = ANNOUNCE, bytes([self.announced, kind, len(name)]) + name + b"".join(struct.pack("<BI", *l) for l in limits)
            self.announced += 1
        elif self.events: report = self.events.pop(0)
        elif news:
            condition, tag, value = states[news[0]]
            self.told[news[0]] = (at, states[news[0]])
            report = STATE, struct.pack("<BBHQBBI", news[0], condition, 500, at, 0, tag, value)
        else: return None
        self.report_count, self.sent, self.repeat = self.report_count + 1, 0, 0
        return report[0], self.report_count, report[1]

if len(sys.argv) > 1: line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); tty.setraw(line)
else: line, other = pty.openpty(); tty.setraw(other); print("line", os.ttyname(other), flush=True)
controller = Controller(line)
while True:
    ready = select.select([line, 0], [], [], 0.001)[0]
    if 0 in ready:
        word = os.read(0, 100).strip()
        if not word: break
        controller.ball = int(word == b"ball")
        event = struct.pack("<BBHQ", BEAM, 1 if controller.ball else 2, 1000, now())
        controller.events = (controller.events + [(EVENT, event)])[-64:]
    controller.step()
    if line in ready: controller.receive(os.read(line, 4096))
