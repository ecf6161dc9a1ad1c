"""A bay controller in one page, written from PROTOCOL.md: a light, a tee whose lift takes a while, and a ball beam.

    python3 controller.py /dev/ttyUSB0        or without a path: opens a pseudo-terminal and prints `line PATH`

Words on standard input play the bay: `ball` and `hit`. It ends with its input. Nothing but Python's own library.
"""
import os, pty, secrets, select, struct, sys, time, tty, zlib

HELLO, WELCOME, HEARTBEAT, REPLY, ACK, ANNOUNCE, STATE, EVENT, ENDED = 1, 2, 3, 4, 5, 0x20, 0x21, 0x22, 0x23
TEE, LIGHT, BEAM = 0, 1, 2  # our own indices
DEVICES = [(1, b"tee", [(0x40, 2000), (0x41, 50000)]), (3, b"light", [(0x49, 3000)]), (6, b"ball-beam", [(0x4A, 1000)])]
DONE, BEGUN, REFUSED = 0, 1, 2
LINK_LOST, ABSENT, NOT_SUPPORTED, SWINGING, BUSY, RANGE = 1, 2, 3, 5, 7, 8
UM_PER_S = 50000
LAYOUT = {0x10: "<BI", 0x11: "<B", 0x12: "<BH", 0x13: "<BH", 0x14: "<BH", 0x15: "<B?II", 0x16: "<B?HII", 0x17: "<B",
          0x18: "<?", 0x19: "<"}
boot_id, start = secrets.randbits(32) or 1, time.monotonic()

def now(): return int((time.monotonic() - start) * 1e6)

def cobs(data):
    return b"".join(bytes([len(piece) + 1]) + piece for piece in data.split(b"\0"))  # enough: our packets are short

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
        self.last, self.answer, self.counts = 0, (0, 0), [0, 0]
        self.flight, self.flight_sent, self.repeat, self.announced, self.events = None, 0, 0, 0, []
        self.locked, self.moving, self.ball, self.stepped = False, None, 0, now()
        self.height, self.level, self.told = 0, 3000, [None] * len(DEVICES)

    def send(self, kind, payload, sequence=None, repeat=0):
        if sequence is None: self.counts[0] += 1
        packet = struct.pack("<BBBBIIQ", 1, kind, repeat, len(payload), boot_id, sequence or self.counts[0], now()) + payload
        os.write(self.line, b"\0" + cobs(packet + struct.pack("<I", zlib.crc32(packet))) + b"\0")

    def receive(self, data):
        *frames, self.inbox = (self.inbox + data).split(b"\0")
        self.inbox = self.inbox[-256:]  # noise without a zero has a bound too
        for packet in map(uncobs, filter(None, frames)):
            if len(packet) < 24 or packet[3] != len(packet) - 24: continue
            if zlib.crc32(packet[:-4]) != struct.unpack("<I", packet[-4:])[0]: continue
            version, kind, _, _, boot, sequence, sent = struct.unpack("<BBBBIIQ", packet[:20])
            if version == 1 or kind == HELLO: self.packet(kind, boot, sequence, sent, packet[20:-4])

    def packet(self, kind, boot, sequence, sent, payload):
        arrived = now()
        if boot == self.session: self.heard = arrived
        if kind == HELLO: self.hello(boot)
        elif kind == HEARTBEAT:
            waiting = len(self.events) + (self.flight is not None)
            flags = self.locked + 4 * (self.session == 0)
            self.send(REPLY, struct.pack("<IQQBBH", self.session, sent, arrived, flags, waiting, 0))
        elif kind == ACK and self.flight and boot == self.session:
            if struct.unpack("<II", payload[:8]) == (boot_id, self.flight[1]): self.flight = None
        elif kind in LAYOUT and boot == self.host and self.session in (0, boot):
            if struct.calcsize(LAYOUT[kind]) != len(payload) or sequence < self.last: return
            if sequence > self.last:
                self.last, self.answer = sequence, self.command(kind, sequence, *struct.unpack(LAYOUT[kind], payload))
            self.send(ACK, struct.pack("<IIBB", boot, sequence, *self.answer))

    def hello(self, boot):
        self.heard = now()
        if boot != self.session:
            self.safe()
            if boot != self.host: self.host, self.last = boot, 0
            self.session, self.locked, self.announced, self.told = boot, False, 0, [None] * len(DEVICES)
            if self.flight and self.flight[0] != EVENT: self.flight = None
            self.events = [event for event in self.events if event[0] == EVENT]
        self.send(WELCOME, struct.pack("<IBBBBH", boot, 1, 1, len(DEVICES), 0, 400) + b"Example in Python")

    def safe(self, reason=LINK_LOST):
        self.end(REFUSED, reason)
        if reason == LINK_LOST: self.level = 3000

    def end(self, status, detail):
        if self.moving: self.events.append((ENDED, struct.pack("<IIBBQ", self.host, self.moving[0], status, detail, now())))
        self.moving = None

    def command(self, kind, sequence, device=0, value=0, *_):
        if self.session == 0: return REFUSED, LINK_LOST
        if kind == 0x19: self.safe(); return DONE, 0
        if kind == 0x18:
            self.locked = device
            if device: self.safe(SWINGING)
            return DONE, 0
        if device >= len(DEVICES): return REFUSED, ABSENT
        if (kind, device) not in [(0x10, TEE), (0x14, LIGHT), (0x17, TEE), (0x17, LIGHT), (0x17, BEAM)]: return REFUSED, NOT_SUPPORTED
        if kind in (0x10, 0x17) and self.locked: return REFUSED, SWINGING
        if kind in (0x10, 0x17) and device == TEE and self.moving: return REFUSED, BUSY
        if value > (50000 if kind == 0x10 else 10000): return REFUSED, RANGE
        if kind == 0x14: self.level = value
        if kind == 0x10: self.moving = (sequence, value, now()); return BEGUN, 0
        return DONE, 0

    def step(self):
        at, way, self.stepped = now(), (now() - self.stepped) * UM_PER_S // 1000000, now()
        if self.session and at - self.heard >= 400000: self.safe(); self.session = 0
        if self.moving:
            far = self.moving[1] - self.height
            self.height += max(-way, min(way, far))
            if far == 0: self.end(DONE, 0)
        if not self.session: return
        if self.flight is None: self.flight = self.next_report(at)
        if self.flight and at - self.flight_sent >= 40000:
            self.send(self.flight[0], self.flight[2], self.flight[1], self.repeat)
            self.flight_sent, self.repeat = at, 1

    def next_report(self, at):
        report = None
        if self.announced < len(DEVICES):
            kind, name, limits = DEVICES[self.announced]
            fields = b"".join(struct.pack("<BI", *limit) for limit in limits)
            report = ANNOUNCE, bytes([self.announced, kind, len(name)]) + name + fields
            self.announced += 1
        elif self.events: report = self.events.pop(0)
        else:
            states = [(bool(self.moving), 1, self.height), (False, 6, self.level), (False, 2, self.ball)]
            for device, (busy, tag, value) in enumerate(states):
                if self.told[device] and (self.told[device][1:] == (busy, value) or at - self.told[device][0] < 100000): continue
                self.told[device] = (at, busy, value)
                report = STATE, struct.pack("<BBHQBBI", device, busy, 500, at, 0, tag, value)
                break
        if report is None: return None
        self.counts[1] += 1
        self.flight_sent, self.repeat = 0, 0
        return report[0], self.counts[1], report[1]

def main():
    if len(sys.argv) > 1: line = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); tty.setraw(line)
    else: line, other = pty.openpty(); tty.setraw(other); print("line", os.ttyname(other), flush=True)
    controller = Controller(line)
    while True:
        ready = select.select([line, 0], [], [], 0.001)[0]
        if 0 in ready:
            word = sys.stdin.readline().strip()
            if not word: return
            controller.ball = int(word == "ball")
            event = struct.pack("<BBHQ", BEAM, 1 if word == "ball" else 2, 1000, now())
            controller.events = (controller.events + [(EVENT, event)])[-64:]
        controller.step()
        if line in ready: controller.receive(os.read(line, 4096))

main()
