import { filmPictureBytes } from './film.ts';

export interface FilmPlace {
  readonly memory: SharedArrayBuffer;
  readonly offset: number;
}

const PICTURES_A_PIECE = 64;

/**
 * The memory of a film, in shared pieces of a few seconds: threads write their pictures where they belong, and nothing
 * is sent or collected. Grows with the clip, since a file may hold more frames than it announces.
 */
export class FilmMemory {
  readonly #pictureBytes: number;
  readonly #pieces: SharedArrayBuffer[] = [];

  constructor(size: { width: number; height: number }) {
    this.#pictureBytes = filmPictureBytes(size);
  }

  /** Where picture `index` lies. */
  place(index: number): FilmPlace {
    const piece = Math.floor(index / PICTURES_A_PIECE);
    const memory = (this.#pieces[piece] ??= new SharedArrayBuffer(this.#pictureBytes * PICTURES_A_PIECE));
    return { memory, offset: (index % PICTURES_A_PIECE) * this.#pictureBytes };
  }

  picture(index: number): Uint8Array {
    const { memory, offset } = this.place(index);
    return new Uint8Array(memory, offset, this.#pictureBytes);
  }
}
