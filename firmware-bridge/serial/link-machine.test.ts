import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import type { CommandOutcome, HardwareEvent } from '../../device/ports/bay-hardware.port.ts';
import type { Packet } from '../protocol/packet.ts';
import { HardwarePicture } from './hardware-picture.ts';
import type { LinkEffect, LinkInput } from './link-effect.ts';
import { LinkMachine } from './link-machine.ts';
import { LIGHT, ScriptedController, TEE } from './scripted-controller.fixture.ts';

const STEP_MS = 5;
/** After so long on a quiet line everything that can arrive has arrived. */
const SETTLE_MS = 3_000;
const US_PER_MS = 1_000;
const NS_PER_US = 1_000;
/** The controller's clock is behind by this. */
const CLOCK_OFFSET_US = 250_000;

/** Whether each packet is lost, in the order in which they are sent, over and over again. */
type Losses = readonly boolean[];

/** The host's machine and picture, a controller and a line between them that loses what it is told to, in made-up time. */
class SimulatedBay {
  machine: LinkMachine;
  readonly picture = new HardwarePicture('host', 'none');
  readonly controller = new ScriptedController(1_000);
  readonly outcomes = new Map<number, CommandOutcome[]>();
  readonly events: HardwareEvent[] = [];
  readonly effects: LinkEffect[] = [];
  nowMs = 1_000;
  isCut = false;
  isLossy = true;
  /** What the machine says does not arrive at the picture until it has begun a session. */
  isDeaf = false;
  /** Reports that the daemon has not handed on yet, with the time at which it will. */
  #charge: { readonly atMs: number; readonly input: LinkInput }[] = [];
  readonly #wire: { readonly atMs: number; readonly to: 'host' | 'controller'; readonly packet: Packet }[] = [];
  readonly #losses: Losses;
  #sent = 0;
  #boots = 0;

  constructor(losses: Losses = []) {
    this.#losses = losses;
    this.machine = new LinkMachine(() => ++this.#boots);
    this.feed({ type: 'opened' });
  }

  /** The line's process dies, with all that it knew and had under way, and is started again. */
  crash(): void {
    this.machine = new LinkMachine(() => ++this.#boots);
    this.#charge = [];
    this.#note(this.picture.lost(this.nowMs * NS_PER_MS, 0));
    this.feed({ type: 'opened' });
  }

  feed(input: LinkInput): void {
    const nowNs = this.nowMs * NS_PER_MS;
    for (const effect of this.machine.advance(input, nowNs)) this.#carryOut(effect);
  }

  run(forMs: number): void {
    for (const endMs = this.nowMs + forMs; this.nowMs < endMs; this.nowMs += STEP_MS) this.#step();
  }

  get nowUs(): number {
    return this.nowMs * US_PER_MS - CLOCK_OFFSET_US;
  }

  #step(): void {
    for (const { to, packet } of takeDue(this.#wire, this.nowMs)) {
      if (to === 'controller') this.#send('host', this.controller.hear(packet, this.nowUs));
      else this.feed({ type: 'packet', packet, arrivedNs: this.nowMs * NS_PER_MS, hasRoom: true });
    }
    for (const { input } of takeDue(this.#charge, this.nowMs)) this.feed(input);
    this.#send('host', this.controller.tick(this.nowUs));
    if (this.machine.nextDueNs <= this.nowMs * NS_PER_MS) this.feed({ type: 'tick' });
  }

  #carryOut(effect: LinkEffect): void {
    this.effects.push(effect);
    if (effect.type === 'welcomed') this.isDeaf = false;
    const atNs = this.nowMs * NS_PER_MS;
    switch (effect.type) {
      case 'send': {
        const sentUs = Math.floor(atNs / NS_PER_US);
        return this.#send('controller', [{ ...effect.packet, version: 1, sentUs }]);
      }
      case 'ended': {
        const { id, outcome } = effect.ended;
        this.outcomes.set(id, [...(this.outcomes.get(id) ?? []), outcome]);
        return;
      }
      case 'welcomed':
        return this.picture.welcomed(effect.bootId);
      case 'up':
        return this.#note(this.picture.up(atNs));
      case 'lost':
        return this.#note(this.picture.lost(atNs, 0));
      case 'report': {
        if (this.isDeaf) return;
        const events = this.picture.report(effect);
        if (events === null) return;
        this.#note(events);
        const { bootId, sequence } = effect;
        this.#charge.push({ atMs: this.nowMs + STEP_MS, input: { type: 'handed-on', bootId, sequence } });
        return;
      }
      default:
    }
  }

  #note(events: readonly HardwareEvent[]): void {
    this.events.push(...events);
  }

  #send(to: 'host' | 'controller', packets: readonly Packet[]): void {
    for (const packet of packets) {
      this.#sent++;
      const isLost = this.isLossy && this.#losses[this.#sent % this.#losses.length] === true;
      if (!this.isCut && !isLost) this.#wire.push({ atMs: this.nowMs + STEP_MS, to, packet });
    }
  }
}

function takeDue<Item extends { readonly atMs: number }>(items: Item[], nowMs: number): Item[] {
  const due = items.filter(({ atMs }) => atMs <= nowMs);
  items.splice(0, items.length, ...items.filter(({ atMs }) => atMs > nowMs));
  return due;
}

const ballsGone = (events: readonly HardwareEvent[]) =>
  events.flatMap((event) => (event.type === 'ball-gone' ? [event] : []));

const FAULTS = [
  'reset',
  'cut',
  'mend',
  'close',
  'open',
  'crash',
  'deaf',
  'start-over',
  'unattended',
  'attended',
] as const;
type Happening = 'light' | 'tee' | 'ball-gone' | 'nothing' | (typeof FAULTS)[number];

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Happening>('light', 'tee') },
  { weight: 4, arbitrary: fc.constant<Happening>('ball-gone') },
  { weight: 4, arbitrary: fc.constant<Happening>('nothing') },
  { weight: 3, arbitrary: fc.constantFrom<Happening>(...FAULTS) },
);
const pauseMs = fc.oneof(fc.constantFrom(0, STEP_MS, 2 * STEP_MS, 3 * STEP_MS), fc.integer({ min: 0, max: 600 }));
const story = fc.array(fc.record({ what: happening, thenMs: pauseMs }), { maxLength: 30 });
const losses = fc.array(
  fc.integer({ min: 0, max: 9 }).map((die) => die < 2),
  { maxLength: 60 },
);

/** Lives the story, then lets the line be quiet; gives the commands that were asked for, by their number. */
function live(bay: SimulatedBay, chapters: readonly { what: Happening; thenMs: number }[]): Map<number, Happening> {
  const asked = new Map<number, Happening>();
  let boots = 1_000;
  let gone = 0;
  bay.run(700);
  for (const { what, thenMs } of chapters) {
    if (what === 'light' || what === 'tee') {
      const id = asked.size + 1;
      asked.set(id, what);
      const message =
        what === 'light'
          ? ({ type: 'light-level', device: LIGHT, levelPer10000: id } as const)
          : ({ type: 'tee-height', device: TEE, heightUm: id } as const);
      bay.feed({ type: 'command', command: { id, message, motionTimeoutMs: what === 'tee' ? 200 : 0 } });
    } else if (what === 'ball-gone') {
      gone++;
      bay.controller.ballGone(bay.nowUs + gone);
    } else if (what === 'reset') bay.controller.reset(++boots);
    else if (what === 'cut' || what === 'mend') bay.isCut = what === 'cut';
    else if (what === 'close') bay.feed({ type: 'closed' });
    else if (what === 'open') bay.feed({ type: 'opened' });
    else if (what === 'crash') bay.crash();
    else if (what === 'deaf') bay.isDeaf = true;
    else if (what === 'start-over' || what === 'unattended' || what === 'attended') bay.feed({ type: what });
    bay.run(thenMs);
  }
  bay.isCut = false;
  bay.isLossy = false;
  bay.feed({ type: 'opened' });
  bay.feed({ type: 'attended' });
  bay.run(SETTLE_MS / 2);
  // The daemon asks for this when it hears its line's process again.
  if (bay.isDeaf) bay.feed({ type: 'start-over' });
  bay.run(SETTLE_MS);
  return asked;
}

describe('the session with a controller', () => {
  it('comes up, tells every device, and knows when what happened', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    expect(bay.picture.state(false).devices.map(({ id, condition }) => [id, condition])).toEqual([
      ['light', 'ready'],
      ['tee', 'ready'],
      ['beam', 'ready'],
    ]);
    const happenedNs = bay.nowMs * NS_PER_MS;
    bay.controller.ballGone(bay.nowUs);
    bay.run(100);
    const [gone] = ballsGone(bay.events);
    expect(Math.abs((gone?.atNs ?? 0) - happenedNs)).toBeLessThanOrEqual(gone?.uncertaintyNs ?? 0);
    expect(gone?.uncertaintyNs).toBeLessThan(20 * NS_PER_MS);
  });

  it('is up again after any story, each command ended once and carried out at most once', () => {
    fc.assert(
      fc.property(story, losses, (chapters, lost) => {
        const bay = new SimulatedBay(lost);
        const asked = live(bay, chapters);
        expect(bay.picture.link).toBe('up');
        expect(bay.controller.carriedOut).toEqual([...new Set(bay.controller.carriedOut)]);
        for (const id of asked.keys()) {
          const outcomes = bay.outcomes.get(id) ?? [];
          // With its process a command is ended by the daemon, which `serial-bay-hardware` is tested for.
          if (!chapters.some(({ what }) => what === 'crash')) expect(outcomes).toHaveLength(1);
          expect(outcomes.length).toBeLessThanOrEqual(1);
          if (outcomes[0]?.status === 'done') expect(bay.controller.carriedOut).toContain(id);
          if (outcomes[0]?.status === 'refused') expect(bay.controller.carriedOut).not.toContain(id);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('delivers every event once and in order, and acknowledges none that it did not deliver', () => {
    fc.assert(
      fc.property(story, losses, (chapters, lost) => {
        const bay = new SimulatedBay(lost);
        live(bay, chapters);
        expect(bay.controller.isIdle).toBe(true);
        const happened = chapters.filter(({ what }) => what === 'ball-gone').length;
        const gone = ballsGone(bay.events);
        const delivered = gone.length;
        const names = gone.map(({ bootId, sequence }) => `${bootId} ${sequence}`);
        expect(new Set(names).size).toBe(names.length);
        expect(delivered).toBeGreaterThanOrEqual(bay.controller.acknowledged.length);
        // An event is missing only where the controller itself forgot it, and then it was never acknowledged.
        expect(bay.controller.acknowledged.length + bay.controller.forgotten.length).toBe(happened);
        expect(delivered).toBeGreaterThanOrEqual(happened - bay.controller.forgotten.length);
        const times = gone.map(({ atNs }) => atNs);
        for (const [at, ns] of times.entries()) {
          // Two moments closer than their uncertainty may come out in either order.
          expect(ns).toBeGreaterThan((times[at - 1] ?? 0) - 50 * NS_PER_MS);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('knows nothing of any device 500 ms after the line was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (afterMs) => {
        const bay = new SimulatedBay();
        bay.run(500 + afterMs);
        expect(bay.picture.link).toBe('up');
        bay.isCut = true;
        bay.run(500);
        expect(bay.picture.link).toBe('lost');
        expect(bay.picture.state(false).devices.map(({ condition }) => condition)).toEqual(Array(3).fill('unknown'));
      }),
      { numRuns: 30 },
    );
  });

  it('refuses a command at once while the link is down, and never sends it later', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    bay.isCut = true;
    bay.run(500);
    bay.feed({
      type: 'command',
      command: { id: 7, message: { type: 'tee-height', device: TEE, heightUm: 7 }, motionTimeoutMs: 0 },
    });
    expect(bay.outcomes.get(7)).toEqual([{ status: 'refused', reason: 'link-lost' }]);
    bay.isCut = false;
    bay.run(SETTLE_MS);
    expect(bay.controller.carriedOut).toEqual([]);
  });

  it('does not take a controller for there that talks and does not hear', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    for (let round = 0; round < 50; round++) {
      const [packet] = bay.controller.tick(bay.nowUs);
      if (packet !== undefined) {
        bay.feed({ type: 'packet', packet, arrivedNs: bay.nowMs * NS_PER_MS, hasRoom: true });
      }
      bay.isCut = true;
      bay.run(10);
    }
    expect(bay.picture.link).toBe('lost');
  });

  it('sends nothing while nobody attends it, and gives the link up when the controller has', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    bay.controller.ballGone(bay.nowUs);
    const sent = (): number => bay.effects.filter(({ type }) => type === 'send').length;
    bay.feed({ type: 'unattended' });
    const before = sent();
    bay.run(1_000);
    expect(sent()).toBe(before);
    expect(bay.picture.link).toBe('lost');
    expect(bay.effects.findLast(({ type }) => type === 'lost')).toMatchObject({ why: 'unattended' });
    bay.feed({ type: 'attended' });
    bay.run(SETTLE_MS);
    expect(bay.picture.link).toBe('up');
    expect(ballsGone(bay.events)).toHaveLength(1);
  });

  it('loses nothing by a moment in which nobody attended it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 270 }), (afterMs, forMs) => {
        const bay = new SimulatedBay();
        bay.run(500 + afterMs);
        bay.feed({ type: 'unattended' });
        bay.run(forMs);
        bay.feed({ type: 'attended' });
        bay.run(SETTLE_MS);
        expect(bay.events.filter((event) => event.type === 'link-changed')).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });

  it('asks again soon after a heartbeat that was not answered, and else every 100 ms', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    const beats = (): number =>
      bay.effects.filter((effect) => effect.type === 'send' && effect.packet.type === 0x03).length;
    const quiet = beats();
    bay.run(300);
    expect(beats() - quiet).toBe(3);
    bay.isCut = true;
    const cut = beats();
    bay.run(350);
    expect(beats() - cut).toBeGreaterThanOrEqual(7);
  });

  it('says hello no more often than agreed, whatever comes back', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    const hellos = (): number =>
      bay.effects.filter((effect) => effect.type === 'send' && effect.packet.type === 0x01).length;
    const before = hellos();
    for (let round = 0; round < 100; round++) {
      bay.controller.reset(2_000 + round);
      bay.run(20);
    }
    expect(hellos() - before).toBeLessThanOrEqual(2_000 / 200 + 2);
    bay.run(SETTLE_MS);
    expect(bay.picture.link).toBe('up');
  });

  it('lets a report wait that there is no room for, and takes it when it comes again', () => {
    const bay = new SimulatedBay();
    bay.run(500);
    bay.controller.ballGone(bay.nowUs);
    const [packet] = bay.controller.tick(bay.nowUs);
    if (packet === undefined) throw new Error('no report');
    bay.feed({ type: 'packet', packet, arrivedNs: bay.nowMs * NS_PER_MS, hasRoom: false });
    expect(ballsGone(bay.events)).toEqual([]);
    expect(bay.controller.isIdle).toBe(false);
    bay.run(200);
    expect(ballsGone(bay.events)).toHaveLength(1);
    expect(bay.controller.isIdle).toBe(true);
  });
});
