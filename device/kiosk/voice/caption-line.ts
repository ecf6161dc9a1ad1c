import type { ServerMessages } from '../../api/contract/realtime.ts';

/**
 * What is being said, in writing, for whoever cannot hear it: one cue at a time, for as long as reading it takes.
 *
 * It goes with a hush too: whoever stands to the ball is to be left alone by both.
 */
export interface Caption {
  readonly text: string;
  readonly language: ServerMessages['AUDIO_CUE']['language'];
}

/** Long enough to notice it and look up. */
const READING_MS_MIN = 3_000;
const READING_MS_MAX = 12_000;
/** A slow reader's pace, some 140 words a minute; a Japanese sign is about a third of a word. */
const MS_A_WORD = 430;
const MS_A_SIGN = 150;
const SIGNS = /[\u3040-\u30ff\u4e00-\u9fff]/g;

export function readingMs(text: string): number {
  const signs = text.match(SIGNS)?.length ?? 0;
  const words = text.replace(SIGNS, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.min(READING_MS_MAX, Math.max(READING_MS_MIN, words * MS_A_WORD + signs * MS_A_SIGN));
}

export class CaptionLine {
  readonly #listeners = new Set<(caption: Caption | null) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Told of every change; the answer ends it. */
  onChange(listener: (caption: Caption | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  show({ text, language }: Caption): void {
    clearTimeout(this.#timer);
    this.#tell({ text, language });
    this.#timer = setTimeout(() => this.#tell(null), readingMs(text));
  }

  hush(): void {
    clearTimeout(this.#timer);
    this.#tell(null);
  }

  #tell(caption: Caption | null): void {
    for (const listener of this.#listeners) listener(caption);
  }
}
