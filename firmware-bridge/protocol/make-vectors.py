"""Makes vectors.json: a third implementation of PROTOCOL.md's bytes, which shares no code with either side.

    python3 firmware-bridge/protocol/make-vectors.py > firmware-bridge/protocol/vectors.json
"""
import json
import struct
import sys
import zlib

HOST, CONTROLLER = 0x11223344, 0xA1B2C3D4
REASONS = ["link-lost", "device-absent", "not-supported", "emergency-stop", "player-swinging", "device-fault",
           "device-busy", "out-of-range", "empty", "no-credit", "exposure-limit"]
FAULTS = ["jam", "empty", "timeout", "sensor", "overheat", "unknown"]
KINDS = ["tee", "dispenser", "light", "strobe", "camera-trigger", "ball-beam", "occupancy", "card-reader",
         "emergency-stop"]
EVENTS = ["ball-present", "ball-gone", "occupied", "vacant", "card-shown", "stop-pressed", "stop-released",
          "ball-dispensed"]
CONDITIONS = ["ready", "busy", "fault", "safe"]
LIMITS = {"motionTimeoutMs": 0x40, "heightMaxUm": 0x41, "ballsMax": 0x42, "rateMinMilliHz": 0x43,
          "rateMaxMilliHz": 0x44, "exposureMaxUs": 0x45, "dutyMaxPer10000": 0x46, "delayMaxUs": 0x47,
          "creditMax": 0x48, "safeLevelPer10000": 0x49, "stampUncertaintyUs": 0x4A}
VALUES = {"heightUm": 1, "isBallPresent": 2, "dispensed": 3, "credit": 4, "stock": 5, "levelPer10000": 6,
          "isRunning": 7, "rateMilliHz": 8, "exposureUs": 9, "pulses": 10, "isOccupied": 11, "isPressed": 12}
DEVICE_LIMITS = {
    "tee": dict(motionTimeoutMs=3000, heightMaxUm=60000),
    "dispenser": dict(motionTimeoutMs=2000, ballsMax=50, creditMax=1000),
    "light": dict(safeLevelPer10000=3000),
    "strobe": dict(exposureMaxUs=500, dutyMaxPer10000=1000, delayMaxUs=5000),
    "camera-trigger": dict(rateMinMilliHz=1000, rateMaxMilliHz=500000, stampUncertaintyUs=1),
    "ball-beam": dict(stampUncertaintyUs=5),
}


def cobs(data):
    out = bytearray()
    pieces = data.split(b"\0")
    for at, piece in enumerate(pieces):
        while len(piece) >= 254:
            out += b"\xff" + piece[:254]
            piece = piece[254:]
            if not piece and at == len(pieces) - 1:
                break
        else:
            out += bytes([len(piece) + 1]) + piece
    return bytes(out)


def packet(kind, boot, sequence, sent_us, payload=b"", version=1, flags=0, length=None):
    length = len(payload) if length is None else length
    head = struct.pack("<BBBBIIQ", version, kind, flags, length, boot, sequence, sent_us) + payload
    return head + struct.pack("<I", zlib.crc32(head))


def frame(data):
    return b"\0" + cobs(data) + b"\0"


def fields(values, tags):
    return b"".join(struct.pack("<BI", tags[name], value) for name, value in values.items())


def header(kind, boot, sequence, sent_us, payload, is_repeat=False):
    return dict(type=kind, isRepeat=is_repeat, bootId=boot, sequence=sequence, sentUs=sent_us, payload=payload.hex())


MESSAGES = []


def message(name, kind, said, payload, boot=CONTROLLER, sequence=1, sent_us=1_000_000, is_repeat=False):
    data = packet(kind, boot, sequence, sent_us, payload, flags=int(is_repeat))
    shown = header(kind, boot, sequence, sent_us, payload, is_repeat)
    MESSAGES.append(dict(name=name, packet=shown, message=said, frame=frame(data).hex()))


def session_messages():
    message("hello", 1, dict(type="hello", lowestVersion=1, highestVersion=1), bytes([1, 1]), HOST)
    text = "Swingbay controller é"
    said = dict(type="welcome", session=HOST, lowestVersion=1, highestVersion=1, devices=9, safeAfterMs=400,
                description=text)
    message("welcome", 2, said, struct.pack("<IBBBBH", HOST, 1, 1, 9, 0, 400) + text.encode())
    late = 2**40 + 5
    message("heartbeat, all zeros", 3, dict(type="heartbeat"), bytes(24), HOST, 7, late)
    said = dict(type="heartbeat-reply", session=HOST, hostSentUs=late, receivedUs=123456789, isMotionLocked=True,
                isStopPressed=False, isSafe=True, eventsWaiting=3, eventsDropped=513)
    message("heartbeat-reply", 4, said, struct.pack("<IQQBBH", HOST, late, 123456789, 5, 3, 513), CONTROLLER, 8,
            123456999)


def acknowledgements():
    results = [("done", {}, 0, 0), ("begun", {}, 1, 0)]
    results += [(f"refused {reason}", dict(reason=reason), 2, at) for at, reason in enumerate(REASONS, 1)]
    results += [(f"failed {fault}", dict(fault=fault), 3, at) for at, fault in enumerate(FAULTS, 1)]
    for sequence, (name, more, status, detail) in enumerate(results, 1):
        result = dict(status=name.split()[0], **more)
        said = dict(type="ack", bootId=HOST, sequence=sequence, result=result)
        message(f"ack: {name}", 5, said, struct.pack("<IIBB", HOST, sequence, status, detail), sequence=sequence + 8)
    last = 2**32 - 1
    said = dict(type="ack", bootId=CONTROLLER, sequence=last, result=dict(status="done"))
    message("ack by the host", 5, said, struct.pack("<IIBB", CONTROLLER, last, 0, 0), HOST, 12)


def commands():
    strobe_off = dict(isOn=False, delayUs=0, exposureUs=0)
    trigger_on = dict(isOn=True, reportEvery=24, rateMilliHz=239760, phaseUs=1000)
    for sequence, (name, kind, said, layout) in enumerate([
        ("tee-height", 0x10, dict(device=0, heightUm=38000), "<BI"),
        ("tee-ball", 0x11, dict(device=0), "<B"),
        ("dispense", 0x12, dict(device=1, balls=258), "<BH"),
        ("add-credit", 0x13, dict(device=1, balls=50), "<BH"),
        ("light-level", 0x14, dict(device=2, levelPer10000=7500), "<BH"),
        ("strobe, on", 0x15, dict(device=3, isOn=True, delayUs=120, exposureUs=250), "<B?II"),
        ("strobe, off", 0x15, dict(device=3, **strobe_off), "<B?II"),
        ("camera-trigger, on", 0x16, dict(device=4, **trigger_on), "<B?HII"),
        ("clear-fault", 0x17, dict(device=15), "<B"),
        ("motion-lock, on", 0x18, dict(isOn=True), "<?"),
        ("motion-lock, off", 0x18, dict(isOn=False), "<?"),
        ("go-safe", 0x19, dict(), "<"),
    ], 1):
        said = dict(type=name.split(",")[0], **said)
        payload = struct.pack(layout, *list(said.values())[1:])
        message(name, kind, said, payload, HOST, sequence)
    said = dict(type="tee-height", device=0, heightUm=38000)
    message("tee-height, repeated", 0x10, said, struct.pack("<BI", 0, 38000), HOST, 1, 1_040_000, True)


def announcements():
    for device, kind in enumerate(KINDS):
        name, limits = ("tee-2" if device == 0 else kind), DEVICE_LIMITS.get(kind, {})
        said = dict(type="announce", device=device, kind=kind, id=name, fields=limits)
        payload = bytes([device, device + 1, len(name)]) + name.encode() + fields(limits, LIMITS)
        message(f"announce {kind}", 0x20, said, payload, sequence=device + 1)
    said = dict(type="announce", device=2, kind="light", id="light", fields=dict(safeLevelPer10000=1))
    unknown = struct.pack("<BI", 0x7F, 9)
    payload = bytes([2, 3, 5]) + b"light" + fields(said["fields"], LIMITS) + unknown
    message("announce with an unknown limit", 0x20, said, payload, sequence=20)


def state(name, device, condition, fault, values, uncertainty_us, at_us, sequence):
    said = dict(type="state", device=device, condition=condition, uncertaintyUs=uncertainty_us, atUs=at_us,
                fault=fault, fields=values)
    code = 0 if fault is None else FAULTS.index(fault) + 1
    payload = struct.pack("<BBHQB", device, CONDITIONS.index(condition), uncertainty_us, at_us, code)
    message(name, 0x21, said, payload + fields(values, VALUES), sequence=sequence)


def reports():
    numbers = [1, 1, 2, 3, 4, 10000, 1, 240000, 9, 2**32 - 1, 0, 1]
    state("state: every value", 0, "busy", None, dict(zip(VALUES, numbers)), 500, 987654321, 21)
    shown = [("ready", None), *(("fault", fault) for fault in FAULTS), ("safe", None)]
    for sequence, (condition, fault) in enumerate(shown, 22):
        state(f"state: {fault or condition}", 1, condition, fault, {}, 0, 5, sequence)
    for code, event in enumerate(EVENTS, 1):
        card = bytes.fromhex("04a1002b") if event == "card-shown" else b""
        tell_event(f"event {event}", 5, event, 5, 2**33 + code, card, 39 + code)
    tell_event("event card-shown, longest card", 7, "card-shown", 65535, 0, bytes(32), 49)
    ends = [("done", dict(status="done"), 0, 0),
            ("stopped by the lock", dict(status="refused", reason="player-swinging"), 2, 5),
            ("failed timeout", dict(status="failed", fault="timeout"), 3, 3)]
    for at, (name, result, status, detail) in enumerate(ends, 1):
        said = dict(type="ended", bootId=HOST, sequence=at, result=result, atUs=76 + at)
        message(f"ended: {name}", 0x23, said, struct.pack("<IIBBQ", HOST, at, status, detail, 76 + at),
                sequence=49 + at)
    said = dict(type="pulse", device=4, uncertaintyUs=1, atUs=2**41, pulse=240)
    message("pulse", 0x30, said, struct.pack("<BBHQI", 4, 0, 1, 2**41, 240))


def tell_event(name, device, event, uncertainty_us, at_us, card, sequence):
    said = dict(type="event", device=device, event=event, uncertaintyUs=uncertainty_us, atUs=at_us, card=card.hex())
    payload = struct.pack("<BBHQ", device, EVENTS.index(event) + 1, uncertainty_us, at_us) + card
    message(name, 0x22, said, payload, sequence=sequence)


def corner_packets():
    """Of no message's type: the longest packets, with as many and as few zeros as there can be."""
    most, clock = 2**32 - 1, 2**53 - 1
    corners = [("the longest packet, all zeros inside", 1, 1, 0, bytes(230), 0),
               ("the longest packet, nearly without a zero", most, most, clock, b"\xff" * 230, 0),
               ("the longest packet, ending in a zero", most, most, clock, b"\x07" * 229 + b"\0", 0)]
    for filling in range(1, 256):
        payload = bytes([filling]) * 230
        data = packet(0x7E, 0x01020304, 0x05060708, 0x001F010101010101, payload, flags=0x80)
        if data.count(b"\0") == 1:
            name = "254 bytes with one zero, in the clock, and unknown flags"
            corners.append((name, 0x01020304, 0x05060708, 0x001F010101010101, payload, 0x80))
            break
    return [dict(name=name, packet=header(0x7E, boot, sequence, sent_us, payload),
                 frame=frame(packet(0x7E, boot, sequence, sent_us, payload, flags=flags)).hex())
            for name, boot, sequence, sent_us, payload, flags in corners]


def stuffings():
    ones = b"\x01"
    cases = [("nothing", b""), ("one zero", b"\0"), ("two zeros", b"\0\0"),
             ("the example of PROTOCOL.md", bytes.fromhex("11000022")), ("zero at the end", b"\x11\0"),
             ("253 without a zero", ones * 253), ("254 without a zero", ones * 254), ("255 without a zero", ones * 255),
             ("254 without a zero, then a zero", ones * 254 + b"\0"), ("254, a zero, one more", ones * 254 + b"\0\2")]
    return [dict(name=name, bytes=data.hex(), encoded=cobs(data).hex()) for name, data in cases]


def dropped_frames():
    beat = packet(3, HOST, 1, 5, bytes(24))

    def flipped(at):
        return beat[:at] + bytes([beat[at] ^ 1]) + beat[at + 1:]

    cases = [("one bit of the payload flipped", frame(flipped(30)), "bad-checksum"),
             ("one bit of the CRC flipped", frame(flipped(len(beat) - 1)), "bad-checksum"),
             ("a block beyond the end", b"\0\x05\x01\x02\0", "bad-stuffing"),
             ("shorter than header and CRC", frame(beat[:23]), "bad-length"),
             ("a length that does not agree", frame(packet(3, HOST, 1, 5, bytes(24), length=23)), "bad-length"),
             ("version 2", frame(packet(3, HOST, 1, 5, bytes(24), version=2)), "other-version"),
             ("256 bytes without a zero", b"\0" + b"\x01" * 256 + b"\0", "too-long"),
             ("a sound packet of 255 bytes", frame(packet(3, HOST, 1, 5, bytes(231))), "too-long"),
             ("a clock beyond 2^53", frame(packet(3, HOST, 1, 2**53, bytes(24))), "bad-length")]
    return [dict(name=name, frame=data.hex(), reason=reason) for name, data, reason in cases]


def undecodable_frames():
    ack, moment = "<IIBB", "<BBHQ"
    swapped = struct.pack("<BIBI", 0x41, 1, 0x40, 1)
    cases = [("an unknown type", 0x7E, b"", "unknown-type"),
             ("heartbeat of 23 bytes", 3, bytes(23), "malformed"),
             ("tee-height with a byte too many", 0x10, bytes(6), "malformed"),
             ("device 16", 0x11, bytes([16]), "malformed"),
             ("motion-lock 2", 0x18, bytes([2]), "malformed"),
             ("strobe with on = 2", 0x15, bytes([3, 2]) + bytes(8), "malformed"),
             ("ack with a reason that is none", 5, struct.pack(ack, HOST, 1, 2, 12), "malformed"),
             ("ack done with a detail", 5, struct.pack(ack, HOST, 1, 0, 1), "malformed"),
             ("ack with status 4", 5, struct.pack(ack, HOST, 1, 4, 0), "malformed"),
             ("go-safe with a payload", 0x19, b"\0", "malformed"),
             ("event without a card", 0x22, struct.pack(moment, 7, 5, 0, 0), "malformed"),
             ("event ball-gone with a card", 0x22, struct.pack(moment, 7, 2, 0, 0) + b"\1", "malformed"),
             ("announce with an id in capitals", 0x20, bytes([0, 1, 3]) + b"TEE", "malformed"),
             ("announce with fields out of order", 0x20, bytes([0, 1, 3]) + b"tee" + swapped, "malformed"),
             ("state with condition 4", 0x21, struct.pack("<BBHQB", 0, 4, 0, 0, 0), "malformed"),
             ("ended: begun", 0x23, struct.pack("<IIBBQ", HOST, 1, 1, 0, 0), "malformed")]
    return [dict(name=name, frame=frame(packet(kind, HOST, 1, 5, payload)).hex(), reason=reason)
            for name, kind, payload, reason in cases]


def streams():
    one, two = frame(packet(3, HOST, 1, 5, bytes(24))), frame(packet(1, HOST, 2, 6, bytes([1, 1])))
    cases = [("two frames that share no zero", one + two, [1, 2]),
             ("two frames that share a zero", one + two[1:], [1, 2]),
             ("noise before, between and after", b"\x17\x99" + one + b"\xde\xad\xbe\xef" + two + b"\x42", [1, 2]),
             ("a frame that lost its end, then a good one", one[:-8] + two, [2]),
             ("a flood without a zero, then a good one", b"\xaa" * 1000 + two, [2]),
             ("many zeros", b"\0" * 20 + one + b"\0" * 20, [1])]
    return [dict(name=name, bytes=data.hex(), sequences=sequences) for name, data, sequences in cases]


for make in [session_messages, acknowledgements, commands, announcements, reports]:
    make()
json.dump(dict(
    about="Packets of PROTOCOL.md as hex, made by make-vectors.py, for the codecs of both sides. "
          "Cards and payloads are hex too.",
    crc32=dict(text="123456789", value=zlib.crc32(b"123456789")),
    cobs=stuffings(), messages=MESSAGES, packets=corner_packets(), dropped=dropped_frames(),
    undecodable=undecodable_frames(), streams=streams(),
), sys.stdout, indent=2, ensure_ascii=False)
