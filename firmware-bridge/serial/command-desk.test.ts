import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NS_PER_MS } from '../../device/clock/clock.ts';
import { COMMAND_TRIES_MAX, ENDED_MARGIN_MS, RETRY_AFTER_MS } from '../protocol/protocol-limits.ts';
import { CommandDesk, type EndedCommand, OPEN_COMMANDS_MAX } from './command-desk.ts';

const light = (id: number) => ({
  id,
  message: { type: 'light-level', device: 0, levelPer10000: id } as const,
  motionTimeoutMs: 0,
});

type Step =
  | { readonly type: 'take'; readonly motionTimeoutMs: number }
  | { readonly type: 'acknowledge' | 'end'; readonly sequence: number; readonly isBegun: boolean }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'end-all' };

const sequence = fc.integer({ min: 0, max: 12 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('take' as const), motionTimeoutMs: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ type: fc.constantFrom('acknowledge' as const, 'end' as const), sequence, isBegun: fc.boolean() }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 800 }) }),
  fc.record({ type: fc.constant('end-all' as const) }),
);

describe('the desk of commands', () => {
  it('ends every command once, whatever is answered, and by itself when nothing is', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const desk = new CommandDesk();
        const ended: EndedCommand[] = [];
        let nowNs = 0;
        let taken = 0;
        const note = (end: EndedCommand | null): void => void (end !== null && ended.push(end));
        const tick = (): void => {
          const { ended: byItself, isDeaf } = desk.tick(nowNs);
          ended.push(...byItself);
          if (isDeaf) ended.push(...desk.endAll());
          desk.next(nowNs);
        };
        for (const one of steps) {
          if (one.type === 'take') {
            if (desk.take({ ...light(taken + 1), motionTimeoutMs: one.motionTimeoutMs })) taken++;
          } else if (one.type === 'wait') nowNs += one.ms * NS_PER_MS;
          else if (one.type === 'end-all') ended.push(...desk.endAll());
          else if (one.type === 'end') note(desk.ended(one.sequence, { status: 'done' }));
          else note(desk.acknowledged(one.sequence, { status: one.isBegun ? 'begun' : 'done' }, nowNs));
          tick();
          expect(taken - ended.length).toBeLessThanOrEqual(OPEN_COMMANDS_MAX);
        }
        // Each may use up its tries before the next is sent.
        for (let round = 0; round < OPEN_COMMANDS_MAX * COMMAND_TRIES_MAX * 2; round++) {
          nowNs += (ENDED_MARGIN_MS + 500) * NS_PER_MS;
          tick();
        }
        expect(ended.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
          Array.from({ length: taken }, (_, at) => at + 1),
        );
        expect(desk.nextDueNs).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('sends one command at a time, each again under its own number', () => {
    const desk = new CommandDesk();
    desk.take(light(1));
    desk.take(light(2));
    expect(desk.next(0)).toMatchObject({ sequence: 1, isRepeat: false });
    expect(desk.next(0)).toBeNull();
    expect(desk.tick(RETRY_AFTER_MS * NS_PER_MS).again).toMatchObject({ sequence: 1, isRepeat: true });
    expect(desk.acknowledged(1, { status: 'done' }, 0)).toEqual({ id: 1, outcome: { status: 'done' } });
    expect(desk.next(0)).toMatchObject({ sequence: 2, isRepeat: false });
  });

  it('takes the link for lost after the last of its tries', () => {
    const desk = new CommandDesk();
    desk.take(light(1));
    desk.next(0);
    let tries = 1;
    for (let at = 1; at < COMMAND_TRIES_MAX; at++) {
      if (desk.tick(at * RETRY_AFTER_MS * NS_PER_MS).again !== null) tries++;
    }
    expect(tries).toBe(COMMAND_TRIES_MAX);
    expect(desk.tick(COMMAND_TRIES_MAX * RETRY_AFTER_MS * NS_PER_MS)).toMatchObject({ again: null, isDeaf: true });
  });

  it('tells what was never sent from what was lost under way', () => {
    const desk = new CommandDesk();
    for (const id of [1, 2, 3]) desk.take(light(id));
    desk.next(0);
    desk.acknowledged(1, { status: 'begun' }, 0);
    desk.next(0);
    expect(desk.endAll().sort((a, b) => a.id - b.id)).toEqual([
      { id: 1, outcome: { status: 'failed', fault: 'link-lost' } },
      { id: 2, outcome: { status: 'failed', fault: 'link-lost' } },
      { id: 3, outcome: { status: 'refused', reason: 'link-lost' } },
    ]);
  });

  it('takes the end of a motion for the acknowledgement that was lost', () => {
    const desk = new CommandDesk();
    desk.take(light(1));
    desk.next(0);
    expect(desk.ended(1, { status: 'failed', fault: 'jam' })).toEqual({
      id: 1,
      outcome: { status: 'failed', fault: 'jam' },
    });
    expect(desk.acknowledged(1, { status: 'begun' }, 0)).toBeNull();
  });
});
