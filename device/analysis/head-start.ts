/**
 * The poses of a swing whose finish is still being recorded: pictures are read as they come, so that only the last of
 * them are left to read when the clips are there. It changes nothing in the result, for the pictures are those of the
 * clips, in the same order; where they turn out not to be, it has been for nothing, and the clips are read.
 */
import { EncodedStreamDecoder } from '../capture/encoded-stream-decoder.ts';
import type { ViewRequest } from './analysis-request.ts';
import type { HeadBegin, HeadView } from './child-messages.ts';
import type { ModelChoice } from './model-choice.ts';
import type { PoseCrew } from './pose-crew.ts';
import type { ViewRead } from './read-view.ts';
import { ViewReader, type ViewSeen } from './view-reader.ts';

export class HeadStart {
  readonly swing: string;
  readonly choice: ModelChoice;
  readonly #views: ReadonlyMap<string, HeadOfView>;

  private constructor(swing: string, choice: ModelChoice, views: ReadonlyMap<string, HeadOfView>) {
    this.swing = swing;
    this.choice = choice;
    this.#views = views;
  }

  static async begin(crew: PoseCrew, { swing, views }: HeadBegin, choice: ModelChoice): Promise<HeadStart> {
    const begun = new Map<string, HeadOfView>();
    for (const [lane, view] of views.entries()) begun.set(view.name, await HeadOfView.begin(crew, view, lane, choice));
    return new HeadStart(swing, choice, begun);
  }

  /** The next units of a view with their times; resolves when its decoder has taken them. */
  async give(view: string, units: Uint8Array, timesNs: readonly number[]): Promise<void> {
    await this.#views.get(view)?.give(units, timesNs);
  }

  /** No more units of any view. */
  end(): void {
    for (const view of this.#views.values()) view.end();
  }

  /** In the order of the request; null where what was read is not what the clips hold. Ends the head start. */
  async viewsOf(requests: readonly ViewRequest[]): Promise<ViewRead[] | null> {
    const heads = requests.map(({ name }) => this.#views.get(name));
    this.end();
    const seen = new Map<HeadOfView, ViewSeen | null>();
    for (const view of this.#views.values()) seen.set(view, await view.seen());
    const reads = requests.map((view, i) => {
      const head = heads[i];
      const read = head === undefined ? null : seen.get(head);
      if (head === undefined || read == null || !head.isOf(view)) return null;
      return { view, facts: head.facts, ...read };
    });
    return reads.some((read) => read === null) ? null : (reads as ViewRead[]);
  }

  /** Gives up what is under way; resolves when the crew is free again. Idempotent. */
  async abandon(): Promise<void> {
    await Promise.all([...this.#views.values()].map((view) => view.abandon()));
  }
}

class HeadOfView {
  readonly #shape: HeadView;
  readonly #reader: ViewReader;
  readonly #decoder: EncodedStreamDecoder;
  readonly #timesNs: number[];
  #decoded: Promise<number> | null = null;

  private constructor(shape: HeadView, reader: ViewReader, decoder: EncodedStreamDecoder, timesNs: number[]) {
    this.#shape = shape;
    this.#reader = reader;
    this.#decoder = decoder;
    this.#timesNs = timesNs;
  }

  static async begin(crew: PoseCrew, view: HeadView, lane: number, choice: ModelChoice): Promise<HeadOfView> {
    const timesNs: number[] = [];
    const reader = await ViewReader.open(crew, view, { lane, ...choice });
    const decoder = await EncodedStreamDecoder.open(reader.decoded, (data) =>
      reader.take(data, timesNs[reader.frames] ?? Number.NaN),
    );
    return new HeadOfView(view, reader, decoder, timesNs);
  }

  async give(units: Uint8Array, timesNs: readonly number[]): Promise<void> {
    this.#timesNs.push(...timesNs);
    await this.#decoder.give(units);
  }

  end(): void {
    this.#decoded ??= this.#decoder.end();
    this.#decoded.catch(() => undefined);
  }

  /** Null where the decoder gave other pictures than there were units. */
  async seen(): Promise<ViewSeen | null> {
    this.end();
    const decoded = await this.#decoded?.catch(() => null);
    const seen = await this.#reader.end();
    return decoded === this.#timesNs.length ? seen : null;
  }

  /** Whether the clip holds the pictures that were read: each has its own time on the machine's clock. */
  isOf({ frameTimesNs }: ViewRequest): boolean {
    return (
      frameTimesNs?.length === this.#timesNs.length && frameTimesNs.every((timeNs, at) => timeNs === this.#timesNs[at])
    );
  }

  get facts(): ViewRead['facts'] {
    const { width, height, fps } = this.#shape;
    return { width, height, fps, hasSound: false };
  }

  async abandon(): Promise<void> {
    await this.#decoder.kill();
    await this.#reader.end().catch(() => undefined);
  }
}
