/** How much of the bay one player's uploads may take: what waits for its analysis, and what lies on the disk. */
import { Inject, Injectable } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import { uploadsTakeTooMuch, uploadsWaitingMax } from './upload-refusals.ts';

/** Somebody's evening of phone videos; whoever waits in the bay goes first anyway. */
const WAITING_MAX = 10;
/** Some hundred videos of a phone. */
const BYTES_MAX = 5 * 1024 ** 3;

@Injectable()
export class UploadQuota {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  /** @param bytes of the video that is to come. Throws `upload/too-many-waiting` or `upload/own-room-full`. */
  refuseBeyond(player: string, bytes: number): void {
    const used = this.#store.media.uploadsOf(player);
    if (used.waiting >= WAITING_MAX) throw uploadsWaitingMax(WAITING_MAX);
    if (used.bytes + bytes > BYTES_MAX) throw uploadsTakeTooMuch();
  }
}
