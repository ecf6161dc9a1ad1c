/**
 * The one head start of a process: begun while a swing is recorded, taken by the analysis of that swing.
 *
 * INVARIANTS
 * - There is one at a time; another analysis, or another swing, ends it.
 * - It is given up {@link HEAD_MS_MAX} after its beginning where no analysis has asked for it.
 * - Whatever goes wrong with it costs the head start and nothing else.
 */
import { explain } from '../errors/bay-error.ts';
import type { HeadOrder } from './child-messages.ts';
import { HeadStart } from './head-start.ts';
import type { ModelChoice } from './model-choice.ts';
import type { PoseCrew } from './pose-crew.ts';

/** A clip lasts 7 s at most, and is written and asked for in a second or two. */
const HEAD_MS_MAX = 20_000;

export class HeadSeat {
  readonly #crew: PoseCrew;
  readonly #choose: (load: { frames: number; withinMs: number }) => ModelChoice;
  readonly #onLost: (swing: string, why: string) => void;
  #head: HeadStart | null = null;
  #queue: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    crew: PoseCrew,
    choose: (load: { frames: number; withinMs: number }) => ModelChoice,
    onLost: (swing: string, why: string) => void,
  ) {
    this.#crew = crew;
    this.#choose = choose;
    this.#onLost = onLost;
  }

  /** Orders are carried out one after the other. */
  take(order: HeadOrder): void {
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#carryOut(order);
      } catch (error) {
        await this.#giveUp(explain(error));
      }
    });
  }

  /** The head start of this swing, which is the caller's from now on; none of another swing is left under way. */
  async for(swing: string): Promise<HeadStart | undefined> {
    await this.#queue;
    const head = this.#head;
    if (head === null) return undefined;
    if (head.swing !== swing) {
      await this.#giveUp('another analysis came first');
      return undefined;
    }
    clearTimeout(this.#timer);
    this.#head = null;
    return head;
  }

  async #carryOut(order: HeadOrder): Promise<void> {
    if (order.type === 'head-begin') {
      await this.#giveUp('another swing came');
      const { views, withinMs, model } = order;
      const frames = views.reduce((sum, { announcedFrames }) => sum + announcedFrames, 0);
      const choice = model === null ? this.#choose({ frames, withinMs }) : { model, frameStride: 1 };
      this.#head = await HeadStart.begin(this.#crew, order, choice);
      this.#timer = setTimeout(() => {
        this.#queue = this.#queue.then(() => this.#giveUp('nobody asked for it'));
      }, HEAD_MS_MAX);
      return;
    }
    const head = this.#head?.swing === order.swing ? this.#head : null;
    if (order.type === 'head-units') await head?.give(order.view, order.units, order.timesNs);
    else head?.end();
  }

  async #giveUp(why: string): Promise<void> {
    clearTimeout(this.#timer);
    const head = this.#head;
    this.#head = null;
    if (head === null) return;
    await head.abandon();
    this.#onLost(head.swing, why);
  }
}
