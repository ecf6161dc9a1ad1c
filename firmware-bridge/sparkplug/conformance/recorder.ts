/** Writes down what was seen, in its order. */
import { type Observation, readTranscript, type Seen, type Transcript, type TranscriptContext } from './transcript.ts';

export class Recorder {
  readonly #observations: Observation[] = [];
  #connections = 0;

  get observations(): readonly Observation[] {
    return this.#observations;
  }

  see(seen: Seen): void {
    this.#observations.push({ ...seen, atMs: Date.now() });
  }

  nextConnection(): number {
    return this.#connections++;
  }

  read(context: TranscriptContext): Transcript {
    return readTranscript(context, this.#observations);
  }
}
