/** What the bay has learned of where its cameras stand, over restarts. */
import { eq } from 'drizzle-orm';
import {
  type CalibrationWatch,
  calibrationWatchSchema,
  NOTHING_WATCHED,
} from '../swing/calibration-watch/calibration-watch.ts';
import type { Database } from './database.ts';
import { calibrationWatches } from './schema.ts';

export class CalibrationWatchRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Nothing for a bay that has none, or whose row another version wrote: it is learned anew in a few swings. */
  read(bay: string): CalibrationWatch {
    const row = this.#database.read('the watch over the cameras', () =>
      this.#database.orm.select().from(calibrationWatches).where(eq(calibrationWatches.bay, bay)).get(),
    );
    const parsed = calibrationWatchSchema.safeParse(row === undefined ? null : parseJson(row.watch));
    return parsed.success ? parsed.data : NOTHING_WATCHED;
  }

  /** Replaces what was there. Idempotent. */
  keep(bay: string, watch: CalibrationWatch): void {
    const text = JSON.stringify(watch);
    this.#database.transact('the watch over the cameras', () =>
      this.#database.orm
        .insert(calibrationWatches)
        .values({ bay, watch: text })
        .onConflictDoUpdate({ target: calibrationWatches.bay, set: { watch: text } })
        .run(),
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
