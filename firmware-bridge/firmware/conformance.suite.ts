/**
 * What every controller must do that speaks PROTOCOL.md, whatever it is built from. A target brings a line and the
 * control channel of a simulated bay.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  DEVICES_MAX,
  EVENTS_WAITING_MAX,
  LINK_LOST_AFTER_MS,
  PULSE_REPORTS_HZ_MAX,
} from '../protocol/protocol-limits.ts';
import { fromHex, VECTORS } from '../protocol/vectors.fixture.ts';
import { ConformanceHost, hostUs } from './conformance-host.ts';
import type { ControllerProgram } from './controller-program.ts';

/** The order of kinds is the order in which both boards have their devices. */
const TEE = 0;
const DISPENSER = 1;
const LIGHT = 2;
const STROBE_LAMP = 3;
const TRIGGER = 4;
const SAFE_WITHIN_US = 500_000;

const DONE = { status: 'done' };
const refused = (reason: string): object => ({ status: 'refused', reason });
const failed = (fault: string): object => ({ status: 'failed', fault });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `retry`: on a busy machine either side may stand still for longer than link and watchdog allow; then they act on it. */
export function describeController(start: () => Promise<ControllerProgram>, { retry = 0 } = {}): void {
  describe('the controller', { retry }, () => {
    let controller: ControllerProgram;
    let host: ConformanceHost;

    beforeEach(async () => {
      controller = await start();
      host = await ConformanceHost.open(controller.path);
    });

    afterEach(async () => {
      await host.close();
      await controller.close();
      expect(host.unreadable).toEqual([]);
    });

    const strobe = (isOn: boolean, exposureUs = 200, delayUs = 100) =>
      host.answerTo({ type: 'strobe', device: STROBE_LAMP, isOn, delayUs, exposureUs });
    const trigger = (isOn: boolean, rateMilliHz = 240_000, phaseUs = 0, reportEvery = 0) =>
      host.answerTo({ type: 'camera-trigger', device: TRIGGER, isOn, rateMilliHz, phaseUs, reportEvery });
    const raiseTee = (heightUm: number) => host.answerTo({ type: 'tee-height', device: TEE, heightUm });
    const credit = (balls: number) => host.answerTo({ type: 'add-credit', device: DISPENSER, balls });

    describe('the session', () => {
      it('announces each device with its limits and tells its state', async () => {
        const { welcome } = await host.greet();
        expect(welcome.message).toMatchObject({ lowestVersion: 1, highestVersion: 1, devices: 9 });
        expect(welcome.message.safeAfterMs).toBeLessThanOrEqual(LINK_LOST_AFTER_MS);
        const announced = host.received.flatMap(({ message }) => (message.type === 'announce' ? [message] : []));
        expect(announced.map(({ id }) => id)).toEqual([
          ...['tee', 'dispenser', 'light', 'strobe', 'camera-trigger', 'ball-beam', 'occupancy', 'card-reader'],
          'emergency-stop',
        ]);
        expect(announced[TEE]?.fields).toEqual({ motionTimeoutMs: 2500, heightMaxUm: 60_000 });
      });

      it('says nothing before it is spoken to', async () => {
        await pause(300);
        expect(host.received).toEqual([]);
      });

      it('answers a second hello by a welcome and changes nothing', async () => {
        await host.greet();
        expect(await host.answerTo({ type: 'motion-lock', isOn: true })).toEqual(DONE);
        const from = host.received.length;
        host.send({ type: 'hello', lowestVersion: 1, highestVersion: 1 });
        await host.next('welcome', undefined, from);
        const beat = await host.next('heartbeat-reply');
        expect(beat.message.isMotionLocked).toBe(true);
        expect(host.received.slice(from).filter(({ message }) => message.type === 'announce')).toEqual([]);
      });

      it('tells a heartbeat of another host whom it listens to', async () => {
        await host.greet();
        const from = host.received.length;
        host.send({ type: 'heartbeat' }, { bootId: host.bootId ^ 1, sentUs: 77 });
        const reply = await host.next('heartbeat-reply', (message) => message.hostSentUs === 77, from);
        expect(reply.message.session).toBe(host.bootId);
      });

      it('takes no order from another host than that of the session', async () => {
        await host.greet();
        const from = host.received.length;
        host.send({ type: 'light-level', device: LIGHT, levelPer10000: 9 }, { bootId: host.bootId ^ 1, sequence: 1 });
        await host.next('heartbeat-reply');
        expect(host.received.slice(from).filter(({ message }) => message.type === 'ack')).toEqual([]);
        expect((await controller.report())['light']).not.toBe('9');
      });

      it('follows a new host, and everything begins at rest', async () => {
        await host.greet();
        await host.answerTo({ type: 'motion-lock', isOn: true });
        host.becomeAnother();
        await host.greet();
        expect(await raiseTee(60_000)).toEqual({ status: 'begun' });
      });

      it('has another boot id after a reset, and no session', async () => {
        const { controllerBootId } = await host.greet();
        await controller.tell('reset');
        const reply = await host.next('heartbeat-reply', (message) => message.session === 0);
        expect(reply.bootId).not.toBe(controllerBootId);
        expect((await host.greet()).controllerBootId).toBe(reply.bootId);
      });

      it('welcomes a hello of another version in its own', async () => {
        host.send({ type: 'hello', lowestVersion: 2, highestVersion: 3 }, { version: 2 });
        expect((await host.next('welcome', undefined, 0)).message).toMatchObject({
          lowestVersion: 1,
          highestVersion: 1,
        });
      });
    });

    describe('the line', () => {
      it('drops every damaged frame of the vectors and counts it', async () => {
        await host.greet();
        const damaged = VECTORS.dropped.filter(({ reason }) => reason !== 'other-version');
        for (const { frame } of damaged) host.write(fromHex(frame));
        await host.next('heartbeat-reply');
        await host.next('heartbeat-reply');
        expect(Number((await controller.report())['unsound'])).toBe(damaged.length);
      });

      it('neither answers nor obeys what is malformed, of unknown type or of another version', async () => {
        await host.greet();
        const from = host.received.length;
        for (const { frame } of VECTORS.undecodable) host.write(fromHex(frame));
        host.send({ type: 'light-level', device: LIGHT, levelPer10000: 9 }, { version: 2, sequence: 1000 });
        host.send({ type: 'dispense', device: DEVICES_MAX, balls: 1 }, { sequence: 1001 });
        host.send({ type: 'tee-ball', device: TEE }, { sequence: 1002, payload: Uint8Array.of(TEE, 0) });
        host.send({ type: 'motion-lock', isOn: true }, { sequence: 1003, payload: Uint8Array.of(2) });
        await host.next('heartbeat-reply');
        await host.next('heartbeat-reply');
        expect(host.received.slice(from).filter(({ message }) => message.type === 'ack')).toEqual([]);
        expect(await credit(1)).toEqual(DONE);
      });

      it('finds the frame after noise, and after a frame that lost its end', async () => {
        await host.greet();
        for (const { bytes } of VECTORS.streams) host.write(fromHex(bytes));
        host.write(Uint8Array.from({ length: 700 }, (_, at) => 1 + (at % 255)));
        // One of the streams holds another host's hello, which has been followed.
        await host.greet();
        expect(await credit(3)).toEqual(DONE);
      });

      it('stamps an exchange so that the clock’s offset is known within half the delay', async () => {
        await host.greet();
        const offsets: { low: number; high: number }[] = [];
        for (let turn = 0; turn < 10; turn++) {
          const reply = await host.next('heartbeat-reply', (message) => message.hostSentUs > 0);
          expect(reply.message.receivedUs).toBeLessThanOrEqual(reply.sentUs);
          // Host minus controller lies between what each way alone allows.
          offsets.push({
            low: reply.message.hostSentUs - reply.message.receivedUs,
            high: reply.arrivedUs - reply.sentUs,
          });
        }
        // A drift of the machine's own clock against itself is nil, so all intervals have a point in common.
        const low = Math.max(...offsets.map((each) => each.low));
        const high = Math.min(...offsets.map((each) => each.high));
        expect(low).toBeLessThanOrEqual(high);
      });
    });

    describe('acknowledged packets', () => {
      it('carries a command out once, however often it comes, and gives the same answer', async () => {
        await host.greet();
        const from = host.received.length;
        const sequence = ++host.sequence;
        for (let copy = 0; copy < 5; copy++) {
          host.send({ type: 'add-credit', device: DISPENSER, balls: 7 }, { sequence, isRepeat: copy > 0 });
        }
        const acks = () => host.received.slice(from).filter(({ message }) => message.type === 'ack');
        await host.until(() => acks().length === 5);
        expect(acks().map(({ message }) => message)).toEqual(
          Array.from({ length: 5 }, () => ({ type: 'ack', bootId: host.bootId, sequence, result: DONE })),
        );
        const state = await host.next(
          'state',
          (message) => message.device === DISPENSER && message.fields.credit !== 0,
          from,
        );
        expect(state.message.fields.credit).toBe(7);
      });

      it('drops a copy that comes after a later command', async () => {
        await host.greet();
        await credit(1);
        await credit(2);
        const from = host.received.length;
        host.send({ type: 'add-credit', device: DISPENSER, balls: 1 }, { sequence: host.sequence - 1, isRepeat: true });
        await host.next('heartbeat-reply');
        await host.next('heartbeat-reply');
        expect(host.received.slice(from).filter(({ message }) => message.type === 'ack')).toEqual([]);
      });

      it('repeats a report under its number until it is acknowledged', async () => {
        await host.greet();
        host.isAcknowledging = false;
        const from = host.received.length;
        await controller.tell('occupy');
        const copies = () => host.received.slice(from).filter(({ message }) => message.type === 'event');
        await host.until(() => copies().length >= 4);
        expect(new Set(copies().map(({ sequence }) => sequence)).size).toBe(1);
        expect(
          copies()
            .map(({ isRepeat }) => isRepeat)
            .slice(0, 3),
        ).toEqual([false, true, true]);
        host.isAcknowledging = true;
        await host.next('state', (message) => message.fields.isOccupied === 1, from);
      });

      it('keeps an unacknowledged event over a lost link, under the same number', async () => {
        await host.greet();
        await controller.tell('ball');
        await host.next('event', (message) => message.event === 'ball-present', 0);
        host.isAcknowledging = false;
        await controller.tell('hit');
        const first = await host.next('event', (message) => message.event === 'ball-gone', 0);
        await controller.tell(`drop 700`);
        await host.next('heartbeat-reply', (message) => message.session === 0);
        host.isAcknowledging = true;
        const from = host.received.length;
        await host.greet();
        const again = await host.next('event', (message) => message.event === 'ball-gone', from);
        expect([again.sequence, again.message.atUs, again.isRepeat]).toEqual([
          first.sequence,
          first.message.atUs,
          true,
        ]);
      });

      it('drops the oldest unimportant events when nobody listens, counts them, and keeps the others', async () => {
        await controller.tell('press');
        await pause(20);
        for (let turn = 0; turn < EVENTS_WAITING_MAX; turn++) {
          await controller.tell(turn % 2 === 0 ? 'occupy' : 'vacate');
          await pause(4);
        }
        const { waiting, dropped } = await controller.report();
        expect([Number(waiting), Number(dropped) > 0]).toEqual([EVENTS_WAITING_MAX, true]);
        await host.greet();
        await host.next('event', (message) => message.event === 'stop-pressed', 0);
        const reply = await host.next('heartbeat-reply');
        expect(reply.message.eventsDropped).toBe(Number(dropped));
      });
    });

    describe('commands', () => {
      it('moves the tee to its height and fetches a ball', async () => {
        await host.greet();
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 40_000 })).toEqual(DONE);
        expect(Math.abs(Number((await controller.report())['height']) - 40_000)).toBeLessThan(1000);
        expect(await host.outcomeOf({ type: 'tee-ball', device: TEE })).toEqual(DONE);
        const { ball, height, chute } = await controller.report();
        expect([ball, chute]).toEqual(['1', '99']);
        expect(Math.abs(Number(height) - 40_000)).toBeLessThan(2000);
      });

      it('dispenses what was asked for, and tells each ball', async () => {
        await host.greet();
        await credit(5);
        const from = host.received.length;
        expect(await host.outcomeOf({ type: 'dispense', device: DISPENSER, balls: 3 })).toEqual(DONE);
        await host.until(() => events(from).length === 3);
        expect(events(from)).toEqual(['ball-dispensed', 'ball-dispensed', 'ball-dispensed']);
        expect((await controller.report())['stock']).toBe('497');
        await host.next('state', (message) => message.fields.credit === 2 && message.fields.dispensed === 3, from);
      });

      /** Each once, also where a slow line had it repeated. */
      const events = (from: number): string[] => {
        const bySequence = new Map<number, string>();
        for (const { sequence, message } of host.received.slice(from)) {
          if (message.type === 'event') bySequence.set(sequence, message.event);
        }
        return [...bySequence.values()];
      };

      it('lights, triggers and flashes', async () => {
        await host.greet();
        expect(await host.answerTo({ type: 'light-level', device: LIGHT, levelPer10000: 7500 })).toEqual(DONE);
        expect([await strobe(true), await trigger(true)]).toEqual([DONE, DONE]);
        expect(await controller.report()).toMatchObject({ light: '7500', strobe: '1', trigger: '1' });
        expect(await trigger(false)).toEqual(DONE);
        expect(await controller.report()).toMatchObject({ strobe: '0', trigger: '0' });
      });

      it('stamps every reported pulse on the grid of its own clock', async () => {
        await host.greet();
        await trigger(true, 239_760, 1000, 24);
        const pulses: { pulse: number; atUs: number }[] = [];
        for (let turn = 0; turn < 5; turn++) pulses.push((await host.next('pulse')).message);
        for (const { pulse, atUs } of pulses) {
          expect(pulse % 24).toBe(0);
          const edge = ((atUs - 1000) * 239_760) / 1e9;
          expect(Math.abs(edge - Math.round(edge)) * (1e9 / 239_760)).toBeLessThan(1.1);
        }
        const [first, last] = [pulses[0]!, pulses[4]!];
        expect(Math.abs(last.atUs - first.atUs - ((last.pulse - first.pulse) * 1e9) / 239_760)).toBeLessThan(2.1);
      });

      it('never reports more than fifty pulses a second', async () => {
        await host.greet();
        await trigger(true, 500_000, 0, 1);
        expect((await host.next('pulse')).message.pulse % (500 / PULSE_REPORTS_HZ_MAX)).toBe(0);
      });
    });

    describe('refusals', () => {
      it('names what is absent, of another kind or out of range', async () => {
        await host.greet();
        expect(await host.answerTo({ type: 'tee-ball', device: 9 })).toEqual(refused('device-absent'));
        expect(await host.answerTo({ type: 'tee-ball', device: LIGHT })).toEqual(refused('not-supported'));
        expect(await raiseTee(60_001)).toEqual(refused('out-of-range'));
        expect(await credit(0)).toEqual(refused('out-of-range'));
        expect(await credit(1001)).toEqual(refused('out-of-range'));
        expect(await host.answerTo({ type: 'dispense', device: DISPENSER, balls: 51 })).toEqual(
          refused('out-of-range'),
        );
        const bright = { type: 'light-level', device: LIGHT, levelPer10000: 10_001 } as const;
        expect(await host.answerTo(bright)).toEqual(refused('out-of-range'));
        expect(await strobe(true, 501)).toEqual(refused('out-of-range'));
        expect(await trigger(true, 999)).toEqual(refused('out-of-range'));
        expect(await trigger(true, 500_001)).toEqual(refused('out-of-range'));
        expect(await trigger(true, 100_000, 10_000)).toEqual(refused('out-of-range'));
      });

      it('keeps the strobe’s share of time lit, whichever of the two is set last', async () => {
        await host.greet();
        await trigger(true, 250_000);
        expect(await strobe(true, 401)).toEqual(refused('exposure-limit'));
        expect(await strobe(true, 400)).toEqual(DONE);
        expect(await trigger(true, 250_001)).toEqual(refused('exposure-limit'));
      });

      it('says that balls or credit are missing, and what moves already', async () => {
        await host.greet();
        const dispense = { type: 'dispense', device: DISPENSER, balls: 5 } as const;
        expect(await host.answerTo(dispense)).toEqual(refused('no-credit'));
        await credit(10);
        await controller.tell('stock 4');
        await pause(20);
        expect(await host.answerTo(dispense)).toEqual(refused('empty'));
        await controller.tell('stock 5');
        await pause(20);
        expect(await host.answerTo(dispense)).toEqual({ status: 'begun' });
        expect(await host.answerTo(dispense)).toEqual(refused('device-busy'));
        await controller.tell('chute 0');
        await pause(20);
        expect(await host.answerTo({ type: 'tee-ball', device: TEE })).toEqual(refused('empty'));
      });

      it('answers a command that comes after the session by link-lost, and does nothing', async () => {
        await host.greet();
        host.isBeating = false;
        await pause(600);
        expect(await host.answerTo({ type: 'light-level', device: LIGHT, levelPer10000: 9 })).toEqual(
          refused('link-lost'),
        );
        expect((await controller.report())['light']).toBe('3000');
      });

      it('counts a command that it refused so, also when the same host says hello again', async () => {
        await host.greet();
        host.isBeating = false;
        await pause(600);
        const late = { type: 'light-level', device: LIGHT, levelPer10000: 9 } as const;
        expect(await host.answerTo(late)).toEqual(refused('link-lost'));
        const { sequence } = host;
        host.isBeating = true;
        await host.greet();
        const from = host.received.length;
        host.send(late, { sequence, isRepeat: true });
        const again = await host.next('ack', (message) => message.sequence === sequence, from);
        expect(again.message.result).toEqual(refused('link-lost'));
        host.send(late, { sequence: sequence - 1 });
        expect(await host.answerTo({ ...late, levelPer10000: 7000 })).toEqual(DONE);
        expect((await controller.report())['light']).toBe('7000');
      });

      it('does not answer a command of a host that never said hello', async () => {
        host.send({ type: 'light-level', device: LIGHT, levelPer10000: 9 });
        await pause(300);
        expect(host.received).toEqual([]);
      });

      it('shows a fault before everything else, and a stop before what was ready', async () => {
        await host.greet();
        await controller.tell('jam tee');
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 50_000 })).toEqual(failed('jam'));
        await host.answerTo({ type: 'go-safe' });
        const from = host.received.length;
        await controller.tell('press');
        await host.next('state', (message) => message.device === DISPENSER && message.condition === 'safe', 0);
        await host.next('event', (message) => message.event === 'stop-pressed', 0);
        const ofTee = host.received
          .slice(from)
          .flatMap(({ message }) => (message.type === 'state' && message.device === TEE ? [message.condition] : []));
        expect(ofTee.filter((condition) => condition !== 'fault')).toEqual([]);
      });
    });

    describe('safety', () => {
      it('is safe by itself within 500 ms of the last packet, by its own clock', async () => {
        await host.greet();
        await host.answerTo({ type: 'light-level', device: LIGHT, levelPer10000: 9000 });
        await Promise.all([trigger(true), strobe(true), credit(9)]);
        await host.answerTo({ type: 'dispense', device: DISPENSER, balls: 9 });
        expect((await controller.report())['on']).toBe('1');
        host.isBeating = false;
        host.isAcknowledging = false;
        await pause(800);
        const report = await controller.report();
        expect(report).toMatchObject({ on: '0', tee: 'off', dispenser: '0', strobe: '0', trigger: '0', light: '3000' });
        expect(Number(report['off']) - Number(report['heard'])).toBeGreaterThan(LINK_LOST_AFTER_MS * 1000 - 1000);
        expect(Number(report['off']) - Number(report['heard'])).toBeLessThanOrEqual(SAFE_WITHIN_US);
      });

      it('stops what moves when a player swings, and moves nothing until told again', async () => {
        await host.greet();
        await raiseTee(60_000);
        const moving = host.sequence;
        const from = host.received.length;
        expect(await host.answerTo({ type: 'motion-lock', isOn: true })).toEqual(DONE);
        expect((await controller.report())['tee']).toBe('off');
        expect(await host.endOf(moving, from)).toEqual(refused('player-swinging'));
        expect(await raiseTee(0)).toEqual(refused('player-swinging'));
        expect(await host.answerTo({ type: 'clear-fault', device: TEE })).toEqual(refused('player-swinging'));
        expect(await host.answerTo({ type: 'motion-lock', isOn: false })).toEqual(DONE);
        expect((await controller.report())['tee']).toBe('off');
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 0 })).toEqual(DONE);
      });

      it('stops what moves and flashes when the stop is pressed, and begins nothing on release', async () => {
        await host.greet();
        await Promise.all([trigger(true), strobe(true)]);
        await raiseTee(60_000);
        const moving = host.sequence;
        await controller.tell('press');
        await host.next('event', (message) => message.event === 'stop-pressed', 0);
        expect(await controller.report()).toMatchObject({ tee: 'off', strobe: '0', trigger: '1' });
        expect(await host.endOf(moving)).toEqual(refused('emergency-stop'));
        expect(await raiseTee(0)).toEqual(refused('emergency-stop'));
        expect(await strobe(true)).toEqual(refused('emergency-stop'));
        await host.next('state', (message) => message.device === TEE && message.condition === 'safe', 0);
        await controller.tell('release');
        await host.next('event', (message) => message.event === 'stop-released', 0);
        expect(await controller.report()).toMatchObject({ tee: 'off', strobe: '0' });
      });

      it('goes safe when asked, and says so', async () => {
        await host.greet();
        await raiseTee(60_000);
        const moving = host.sequence;
        expect(await host.answerTo({ type: 'go-safe' })).toEqual(DONE);
        expect((await controller.report())['tee']).toBe('off');
        expect(await host.endOf(moving)).toEqual(refused('link-lost'));
        expect((await host.next('heartbeat-reply')).message.isSafe).toBe(true);
      });

      it('ends a motion that does not arrive by its time-out, and refuses the next until it is cleared', async () => {
        await host.greet();
        await controller.tell('slip tee');
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 50_000 })).toEqual(failed('timeout'));
        expect((await controller.report())['tee']).toBe('off');
        await host.next('state', (message) => message.fault === 'timeout' && message.condition === 'fault', 0);
        expect(await raiseTee(0)).toEqual(refused('device-fault'));
        await controller.tell('mend tee');
        expect(await host.outcomeOf({ type: 'clear-fault', device: TEE })).toEqual(DONE);
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 20_000 })).toEqual(DONE);
      });

      it('switches a drive that stalls off at once, and says jam', async () => {
        await host.greet();
        await controller.tell('jam tee');
        expect(await host.outcomeOf({ type: 'tee-height', device: TEE, heightUm: 50_000 })).toEqual(failed('jam'));
        await credit(2);
        await controller.tell('jam dispenser');
        expect(await host.outcomeOf({ type: 'dispense', device: DISPENSER, balls: 1 })).toEqual(failed('jam'));
        expect(await host.outcomeOf({ type: 'clear-fault', device: DISPENSER })).toEqual(failed('jam'));
        await controller.tell('mend dispenser');
        expect(await host.outcomeOf({ type: 'clear-fault', device: DISPENSER })).toEqual(DONE);
        expect(await host.outcomeOf({ type: 'dispense', device: DISPENSER, balls: 1 })).toEqual(DONE);
      });

      it('notices that the store ran empty on the way, and that it was filled', async () => {
        await host.greet();
        await credit(5);
        await host.answerTo({ type: 'dispense', device: DISPENSER, balls: 5 });
        const sequence = host.sequence;
        await controller.tell('stock 0');
        expect(await host.endOf(sequence)).toEqual(failed('empty'));
        expect(await host.answerTo({ type: 'dispense', device: DISPENSER, balls: 1 })).toEqual(refused('empty'));
        await controller.tell('stock 10');
        await host.next('state', (message) => message.device === DISPENSER && message.condition === 'ready');
        expect(await host.outcomeOf({ type: 'dispense', device: DISPENSER, balls: 1 })).toEqual(DONE);
      });

      it('is reset by its watchdog when its program hangs, with everything off', async () => {
        const { controllerBootId } = await host.greet();
        await raiseTee(60_000);
        await controller.tell('hang');
        const reply = await host.next('heartbeat-reply', (message) => message.session === 0);
        expect(reply.bootId).not.toBe(controllerBootId);
        expect(await controller.report()).toMatchObject({ on: '0', tee: 'off' });
      });
    });

    describe('senses', () => {
      it('stamps a hit with the moment at which the ball left', async () => {
        await host.greet();
        await controller.tell('ball');
        await host.next('event', (message) => message.event === 'ball-present', 0);
        await controller.tell('hit in 30000');
        const gone = await host.next('event', (message) => message.event === 'ball-gone', 0);
        await host.until(() => controller.hitsUs.length === 1);
        expect(Math.abs(gone.message.atUs - controller.hitsUs[0]!)).toBeLessThanOrEqual(gone.message.uncertaintyUs);
        expect(gone.message.uncertaintyUs).toBeLessThanOrEqual(5);
      });

      it('does not take a ball that rolls through for one that lies there', async () => {
        await host.greet();
        await controller.tell('ball');
        await controller.tell('lift-ball');
        await pause(100);
        expect(host.received.filter(({ message }) => message.type === 'event')).toEqual([]);
      });

      it('tells a card once each time that it is shown', async () => {
        await host.greet();
        await controller.tell('card 04a1b2c3');
        const shown = await host.next('event', (message) => message.event === 'card-shown', 0);
        expect(Buffer.from(shown.message.card).toString('hex')).toBe('04a1b2c3');
        await controller.tell('card');
        await pause(20);
        const from = host.received.length;
        await controller.tell('card 04a1b2c3');
        await host.next('event', (message) => message.event === 'card-shown', from);
      });

      it('tells who comes and goes, within what it states as uncertain', async () => {
        await host.greet();
        await controller.tell('occupy');
        await host.next('event', (message) => message.event === 'occupied', 0);
        await controller.tell('vacate');
        const left = await host.next('event', (message) => message.event === 'vacant', 0);
        expect(left.message.atUs).toBeLessThan(left.sentUs);
        expect(left.arrivedUs).toBeLessThanOrEqual(hostUs());
      });
    });
  });
}
