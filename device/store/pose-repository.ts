/** The poses of swings, one BLOB per swing, camera and content. */
import { and, desc, eq } from 'drizzle-orm';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import { contentSha256 } from './content-hash.ts';
import type { Database } from './database.ts';
import { poseBlobDamaged } from './errors.ts';
import { decodePoseTrack, encodePoseTrack } from './pose-blob.ts';
import { poses } from './schema.ts';

export interface StoredPoses {
  readonly camera: string;
  readonly sha256: string;
  readonly frames: number;
}

/** A track in the form in which it is kept, made before the transaction that stores it. */
export interface EncodedPoses extends StoredPoses {
  readonly blob: Buffer;
}

/** The report names poses by this sha256, so it is made when the report is. */
export function encodePoses(track: PoseTrack): EncodedPoses {
  const blob = encodePoseTrack(track);
  return { camera: track.camera, sha256: contentSha256(blob), frames: track.timesMs.length, blob };
}

export class PoseRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps the poses of one revision. Idempotent; joins a running transaction. */
  store(swing: string, revision: number, encoded: EncodedPoses): void {
    const { camera, sha256, frames, blob } = encoded;
    this.#database.transact('poses', () =>
      this.#database.orm
        .insert(poses)
        .values({ swing, camera, sha256, revision, frames, track: blob })
        .onConflictDoUpdate({ target: [poses.swing, poses.camera, poses.sha256], set: { revision } })
        .run(),
    );
  }

  /**
   * The poses of one camera: those with `sha256`, or of the newest revision. Undefined when there are none; throws
   * `store/pose-blob-damaged` when they are not what was stored.
   */
  find(swing: string, camera: string, sha256?: string): PoseTrack | undefined {
    const row = this.#database.read('poses', () =>
      this.#database.orm
        .select({ track: poses.track, sha256: poses.sha256 })
        .from(poses)
        .where(
          and(
            eq(poses.swing, swing),
            eq(poses.camera, camera),
            sha256 === undefined ? undefined : eq(poses.sha256, sha256),
          ),
        )
        .orderBy(desc(poses.revision))
        .get(),
    );
    if (row === undefined) return undefined;
    if (contentSha256(row.track) !== row.sha256) throw poseBlobDamaged(`the sha256 of ${camera} does not match`);
    return decodePoseTrack(row.track);
  }

  /** The same as it is kept; undefined when it is not there. Throws as `find` does. */
  blob(swing: string, camera: string, sha256: string): Buffer | undefined {
    const isIt = and(eq(poses.swing, swing), eq(poses.camera, camera), eq(poses.sha256, sha256));
    const row = this.#database.read('poses', () =>
      this.#database.orm.select({ track: poses.track }).from(poses).where(isIt).get(),
    );
    if (row === undefined) return undefined;
    if (contentSha256(row.track) !== sha256) throw poseBlobDamaged(`the sha256 of ${camera} does not match`);
    return row.track;
  }

  /** What there is for a swing, without the poses themselves. */
  list(swing: string): StoredPoses[] {
    return this.#database.read('poses', () =>
      this.#database.orm
        .select({ camera: poses.camera, sha256: poses.sha256, frames: poses.frames })
        .from(poses)
        .where(eq(poses.swing, swing))
        .orderBy(desc(poses.revision), poses.camera)
        .all(),
    );
  }
}
