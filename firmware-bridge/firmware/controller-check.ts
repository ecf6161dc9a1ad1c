/**
 * What can be asked of any controller through its line alone, for who writes one: that part of the conformance suite that
 * needs no simulated bay. Nothing moves: every motion is asked for where a gate must refuse it.
 */
import type { DeviceFault, RefusalReason } from '../../device/ports/bay-hardware.port.ts';
import { type CommandMessage, type CommandResult, type Message, needsAck } from '../protocol/message.ts';
import { DEVICES_MAX, LINK_LOST_AFTER_MS, RETRY_AFTER_MS, SAFE_WITHIN_MS } from '../protocol/protocol-limits.ts';
import { ConformanceHost } from './conformance-host.ts';

export interface CheckedPromise {
  /** Of PROTOCOL.md. */
  readonly section: number;
  readonly name: string;
  /** What was found instead; null where the promise is kept. */
  readonly problem: string | null;
}

type Announced = Extract<Message, { type: 'announce' }>;

interface Check {
  readonly section: number;
  readonly name: string;
  /** Resolves with what is wrong, or null. Begins with a session of its own that is up. */
  readonly find: (host: ConformanceHost, devices: readonly Announced[]) => Promise<string | null>;
}

/** Twice and a half of what is promised: whoever is that late is wrong. */
const WAIT_MS = 1_500;
const SILENCE_MS = SAFE_WITHIN_MS + 150;
const ANSWER_US_MAX = 10_000;
const EXCHANGES = 10;
const SETTLE_MS = 150;
const NOISE_BYTES = 700;
const LEVEL_END = 10_001;
const U16_MAX = 2 ** 16 - 1;
const U32_MAX = 2 ** 32 - 1;
const UNKNOWN_TYPE = 0x7f;

const CHECKS: readonly Check[] = [
  { section: 7, name: 'announces its devices with different ids, and the limits of what moves', find: badAnnouncement },
  { section: 6, name: 'answers a heartbeat within 10 ms, by its own stamps', find: lateAnswer },
  { section: 4, name: 'answers a second hello by a welcome alone', find: disturbedByHello },
  { section: 5, name: 'answers a repeated command as before, and an older one not at all', find: wrongRepeat },
  { section: 3, name: 'drops what is malformed, unknown or of another version', find: tookNonsense },
  { section: 2, name: 'finds the next frame after noise', find: lostInNoise },
  { section: 5, name: 'repeats a report that is not acknowledged under its number', find: wrongReport },
  { section: 8, name: 'refuses devices that are absent or of another kind', find: wrongDevice },
  { section: 8, name: 'refuses what is out of range', find: beyondRange },
  { section: 8, name: 'refuses every motion while a player swings, whatever else is wrong', find: movedUnderLock },
  { section: 8, name: 'says that it is safe after go-safe', find: unsafeWhenAsked },
  { section: 4, name: 'ends the session after 400 ms of silence, and refuses link-lost', find: outlivesSilence },
];

/** Rejects only where the port cannot be opened. */
export async function checkController(path: string, tell: (checked: CheckedPromise) => void): Promise<boolean> {
  const host = await ConformanceHost.open(path, WAIT_MS);
  let isKept = true;
  try {
    const problem = await problemOf(async () => {
      await host.greet();
      return null;
    });
    const greeted = { section: 4, name: 'welcomes a host, and tells every device', problem };
    tell(problem === null ? greeted : { ...greeted, problem: withDropped(problem, host) });
    if (problem !== null) return false;
    for (const { section, name, find } of CHECKS) {
      const found = await problemOf(() => inSession(host, find));
      isKept &&= found === null;
      tell({ section, name, problem: found });
    }
    const [unreadable = null] = host.unreadable;
    tell({ section: 7, name: 'says nothing that cannot be read', problem: unreadable });
    return isKept && unreadable === null;
  } finally {
    await host.close();
  }
}

async function inSession(host: ConformanceHost, find: Check['find']): Promise<string | null> {
  host.isAcknowledging = true;
  host.isBeating = true;
  host.becomeAnother();
  const from = host.received.length;
  await host.greet();
  const announced = new Map<number, Announced>();
  for (const { message } of host.received.slice(from)) {
    if (message.type === 'announce') announced.set(message.device, message);
  }
  return find(host, [...announced.values()]);
}

async function problemOf(find: () => Promise<string | null>): Promise<string | null> {
  try {
    return await find();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function withDropped(problem: string, host: ConformanceHost): string {
  const dropped = host.unreadable.at(-1) ?? host.reader.lastDropped;
  return dropped === null ? `${problem} No frame came that could not be read.` : `${problem} Dropped: ${dropped}.`;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function sayResult(result: CommandResult): string {
  if (result.status === 'refused') return `refused ${result.reason satisfies RefusalReason}`;
  return result.status === 'failed' ? `failed ${result.fault satisfies DeviceFault}` : result.status;
}

async function unlessRefused(
  host: ConformanceHost,
  command: CommandMessage,
  reason: RefusalReason,
): Promise<string | null> {
  const said = sayResult(await host.answerTo(command));
  return said === `refused ${reason}`
    ? null
    : `${JSON.stringify(command)} was answered ${said}, not refused ${reason}.`;
}

async function firstProblem(
  host: ConformanceHost,
  commands: readonly CommandMessage[],
  reason: RefusalReason,
): Promise<string | null> {
  for (const command of commands) {
    const problem = await unlessRefused(host, command, reason);
    if (problem !== null) return problem;
  }
  return null;
}

async function badAnnouncement(host: ConformanceHost, devices: readonly Announced[]): Promise<string | null> {
  const welcome = host.received.findLast(({ message }) => message.type === 'welcome')?.message;
  if (welcome?.type !== 'welcome') return 'There was no welcome.';
  const { safeAfterMs } = welcome;
  if (safeAfterMs < LINK_LOST_AFTER_MS || safeAfterMs > SAFE_WITHIN_MS) return `It is safe after ${safeAfterMs} ms.`;
  const ids = devices.map(({ id }) => id);
  if (new Set(ids).size < ids.length) return `Two devices have one id: ${ids.join(', ')}.`;
  const timeless = devices.find(
    ({ kind, fields }) => (kind === 'tee' || kind === 'dispenser') && fields.motionTimeoutMs === undefined,
  );
  return timeless === undefined ? null : `${timeless.id} announces no motion time-out (40).`;
}

async function lateAnswer(host: ConformanceHost): Promise<string | null> {
  for (let exchange = 0; exchange < EXCHANGES; exchange++) {
    const { message, sentUs } = await host.next('heartbeat-reply');
    const tookUs = sentUs - message.receivedUs;
    if (tookUs < 0 || tookUs > ANSWER_US_MAX) return `It was received and answered ${tookUs} µs apart.`;
    if (message.session !== host.bootId) return 'The reply names another session.';
  }
  return null;
}

async function disturbedByHello(host: ConformanceHost): Promise<string | null> {
  await host.answerTo({ type: 'motion-lock', isOn: true });
  const from = host.received.length;
  host.send({ type: 'hello', lowestVersion: 1, highestVersion: 1 });
  await host.next('welcome', undefined, from);
  const reply = await host.next('heartbeat-reply');
  if (!reply.message.isMotionLocked) return 'The motion lock is off after it.';
  return host.received.slice(from).some(({ message }) => message.type === 'announce') ? 'It announces anew.' : null;
}

async function wrongRepeat(host: ConformanceHost): Promise<string | null> {
  const lock: CommandMessage = { type: 'motion-lock', isOn: true };
  await host.answerTo(lock);
  const older = host.sequence;
  await host.answerTo(lock);
  const newest = host.sequence;
  const from = host.received.length;
  host.send(lock, { sequence: newest, isRepeat: true });
  const again = await host.next('ack', ({ sequence }) => sequence === newest, from);
  if (again.message.result.status !== 'done') return `The copy was answered ${sayResult(again.message.result)}.`;
  host.send({ type: 'motion-lock', isOn: false }, { sequence: older, isRepeat: true });
  await pause(SETTLE_MS);
  const isAnswered = host.received
    .slice(from)
    .some(({ message }) => message.type === 'ack' && message.sequence === older);
  if (isAnswered) return 'A copy of an older command was acknowledged.';
  return (await host.next('heartbeat-reply')).message.isMotionLocked ? null : 'An older command was carried out.';
}

async function tookNonsense(host: ConformanceHost): Promise<string | null> {
  const from = host.received.length;
  const lock: CommandMessage = { type: 'motion-lock', isOn: true };
  const first = host.sequence + 1;
  host.send(lock, { sequence: first, payload: Uint8Array.of(2) });
  host.send(lock, { sequence: first + 1, payload: Uint8Array.of(1, 0) });
  host.send(lock, { sequence: first + 2, version: 2 });
  host.send(lock, { sequence: first + 3, type: UNKNOWN_TYPE });
  host.send({ type: 'tee-ball', device: DEVICES_MAX }, { sequence: first + 4 });
  await pause(SETTLE_MS);
  const ack = host.received.slice(from).find(({ message }) => message.type === 'ack')?.message;
  if (ack?.type === 'ack') return `It acknowledged number ${ack.sequence - first + 1} of 5 packets that say nothing.`;
  if ((await host.next('heartbeat-reply')).message.isMotionLocked) return 'It obeyed a packet that says nothing.';
  // What says nothing has not moved `last` either.
  host.sequence = first - 1;
  const said = sayResult(await host.answerTo({ type: 'motion-lock', isOn: false }));
  return said === 'done' ? null : `The next good command was answered ${said}.`;
}

async function lostInNoise(host: ConformanceHost): Promise<string | null> {
  host.write(Uint8Array.from({ length: NOISE_BYTES }, (_, at) => 1 + (at % 255)));
  const said = sayResult(await host.answerTo({ type: 'motion-lock', isOn: false }));
  return said === 'done' ? null : `A command after it was answered ${said}.`;
}

async function wrongReport(host: ConformanceHost): Promise<string | null> {
  host.becomeAnother();
  host.isAcknowledging = false;
  const from = host.received.length;
  host.send({ type: 'hello', lowestVersion: 1, highestVersion: 1 });
  await pause(RETRY_AFTER_MS * 6);
  const reports = host.received.slice(from).filter(({ message }) => needsAck(message.type));
  const [first, ...copies] = reports;
  if (first === undefined || copies.length < 2) return `It sent the first report ${reports.length} times in 240 ms.`;
  const other = copies.find(({ sequence }) => sequence !== first.sequence);
  if (other !== undefined) return 'A second report was sent before the first was acknowledged.';
  return copies.every(({ isRepeat }) => isRepeat) ? null : 'Copies are not marked as repeats.';
}

async function wrongDevice(host: ConformanceHost, devices: readonly Announced[]): Promise<string | null> {
  const absent = Math.max(-1, ...devices.map(({ device }) => device)) + 1;
  if (absent < DEVICES_MAX) {
    const problem = await unlessRefused(host, { type: 'clear-fault', device: absent }, 'device-absent');
    if (problem !== null) return problem;
  }
  const strangers = devices.flatMap(({ device, kind }): CommandMessage[] => [
    ...(kind === 'tee' ? [] : [{ type: 'tee-ball', device } as const]),
    ...(kind === 'dispenser' ? [] : [{ type: 'dispense', device, balls: 1 } as const]),
    ...(kind === 'light' ? [] : [{ type: 'light-level', device, levelPer10000: 0 } as const]),
  ]);
  return firstProblem(host, strangers, 'not-supported');
}

function beyondRange(host: ConformanceHost, devices: readonly Announced[]): Promise<string | null> {
  const commands = devices.flatMap(({ device, kind, fields }): CommandMessage[] => {
    switch (kind) {
      case 'tee':
        return fields.heightMaxUm === undefined
          ? []
          : [{ type: 'tee-height', device, heightUm: Math.min(U32_MAX, fields.heightMaxUm + 1) }];
      case 'dispenser':
        return [
          { type: 'dispense', device, balls: 0 },
          { type: 'add-credit', device, balls: 0 },
          ...((fields.creditMax ?? U16_MAX) < U16_MAX
            ? [{ type: 'add-credit', device, balls: (fields.creditMax ?? 0) + 1 } as const]
            : []),
        ];
      case 'light':
        return [{ type: 'light-level', device, levelPer10000: LEVEL_END }];
      case 'strobe':
        return [{ type: 'strobe', device, isOn: true, delayUs: 0, exposureUs: 0 }];
      case 'camera-trigger':
        return [{ type: 'camera-trigger', device, isOn: true, reportEvery: 0, rateMilliHz: 0, phaseUs: 0 }];
      default:
        return [];
    }
  });
  return firstProblem(host, commands, 'out-of-range');
}

async function movedUnderLock(host: ConformanceHost, devices: readonly Announced[]): Promise<string | null> {
  await host.answerTo({ type: 'motion-lock', isOn: true });
  const commands = devices.flatMap(({ device, kind }): CommandMessage[] => [
    ...(kind === 'tee' ? [{ type: 'tee-height', device, heightUm: U32_MAX } as const] : []),
    ...(kind === 'dispenser' ? [{ type: 'dispense', device, balls: 0 } as const] : []),
    ...(kind === 'tee' || kind === 'dispenser' ? [{ type: 'clear-fault', device } as const] : []),
  ]);
  for (const { device, kind } of devices) {
    if (kind !== 'tee') continue;
    const said = sayResult(await host.answerTo({ type: 'tee-ball', device }));
    // A tee may bring no balls at all.
    if (said !== 'refused player-swinging' && said !== 'refused not-supported') return `tee-ball was answered ${said}.`;
  }
  return firstProblem(host, commands, 'player-swinging');
}

async function unsafeWhenAsked(host: ConformanceHost): Promise<string | null> {
  const said = sayResult(await host.answerTo({ type: 'go-safe' }));
  if (said !== 'done') return `It was answered ${said}.`;
  return (await host.next('heartbeat-reply')).message.isSafe ? null : 'Flag 4 of the reply is not set after it.';
}

async function outlivesSilence(host: ConformanceHost): Promise<string | null> {
  host.isBeating = false;
  host.isAcknowledging = false;
  await pause(SILENCE_MS);
  const problem = await unlessRefused(host, { type: 'motion-lock', isOn: true }, 'link-lost');
  if (problem !== null) return problem;
  const refused = host.sequence;
  host.isBeating = true;
  const reply = await host.next('heartbeat-reply');
  if (reply.message.session !== 0 || !reply.message.isSafe)
    return 'The reply after it names a session or no safe state.';
  host.isAcknowledging = true;
  await host.greet();
  const from = host.received.length;
  host.send({ type: 'motion-lock', isOn: true }, { sequence: refused, isRepeat: true });
  const again = await host.next('ack', ({ sequence }) => sequence === refused, from);
  const said = sayResult(again.message.result);
  return said === 'refused link-lost'
    ? null
    : `A copy of the refused command was answered ${said} in the next session.`;
}
