/** Opens everything that the bay keeps: one directory, one database, one writer. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { Counters } from '../telemetry/counters.ts';
import type { Log } from '../telemetry/log.ts';
import { AccountJoinRepository } from './account-join-repository.ts';
import { AccountRepository } from './account-repository.ts';
import { AnalysisQueue } from './analysis-queue.ts';
import { BridgeEventRepository } from './bridge-event-repository.ts';
import { ArrivalRepository } from './arrival-repository.ts';
import { BorrowedShelf } from './borrowed-shelf.ts';
import { CalibrationWatchRepository } from './calibration-watch-repository.ts';
import { ClipRetention, type Spare } from './clip-retention.ts';
import { CoachBookRepository } from './coach-book-repository.ts';
import { CoachRepository } from './coach-repository.ts';
import { CoachingRepository } from './coaching-repository.ts';
import { ConsistencyRepository } from './consistency-repository.ts';
import { type Database, openDatabase } from './database.ts';
import { type DirectoryLock, LOCK_FILE, lockDirectory } from './directory-lock.ts';
import { DiskGuard, type DiskGuardOptions } from './disk-guard.ts';
import { EmbeddingRepository } from './embedding-repository.ts';
import { directoryNotWritable, isOutOfSpace, translateStoreError } from './errors.ts';
import { ExportRepository } from './export-repository.ts';
import { ExportShelf } from './export-shelf.ts';
import { FleetRepository } from './fleet-repository.ts';
import { FigureRepository } from './figure-repository.ts';
import { FacilityBayRepository } from './facility-bay-repository.ts';
import { FacilityIndexRepository } from './facility-index-repository.ts';
import { FacilityLineRepository } from './facility-line-repository.ts';
import { forgetSwingsOf } from './forget-swings.ts';
import { GoalRepository } from './goal-repository.ts';
import { GuessRepository } from './guess-repository.ts';
import { MediaFiles } from './media-files.ts';
import { type Reconciliation, reconcileMedia } from './media-reconciliation.ts';
import { MediaRows, type RemoteRule } from './media-rows.ts';
import { MediaStore } from './media-store.ts';
import { OutboxRepository } from './outbox-repository.ts';
import { peopleEffects } from './people-effects.ts';
import { PeopleJournal } from './people-journal.ts';
import { placeOlderSwings } from './place-older-swings.ts';
import { PlayerRepository } from './player-repository.ts';
import { PoseRepository } from './pose-repository.ts';
import { beginOwner, endOwner } from './process-identity.ts';
import { RefreshRepository } from './refresh-repository.ts';
import { ReserveFile } from './reserve-file.ts';
import { SessionRepository } from './session-repository.ts';
import { ShareRepository } from './share-repository.ts';
import { SparkplugRepository } from './sparkplug-repository.ts';
import { StagedContent } from './staged-content.ts';
import { mebibytes, type StoreConfig } from './store.config.ts';
import { ShotReadingsRepository } from './shot-readings-repository.ts';
import { ShotRepository } from './shot-repository.ts';
import { SwingIntake } from './swing-intake.ts';
import { SwingNoteRepository } from './swing-note-repository.ts';
import { SwingRepository } from './swing-repository.ts';
import { VisitScoreRepository } from './visit-score-repository.ts';
import { SwingSimilarity } from './swing-similarity.ts';
import { WarehouseDueRepository } from './warehouse-due-repository.ts';

export interface Store {
  /** Where all of it lies; keys of the bay have a directory of their own in it. */
  readonly dataDirectory: string;
  readonly swings: SwingRepository;
  /** Swings that were stored elsewhere. */
  readonly intake: SwingIntake;
  readonly poses: PoseRepository;
  readonly figures: FigureRepository;
  readonly embeddings: EmbeddingRepository;
  readonly similarity: SwingSimilarity;
  readonly media: MediaStore;
  readonly queue: AnalysisQueue;
  readonly outbox: OutboxRepository;
  /** Swings that a facility takes in. */
  readonly arrivals: ArrivalRepository;
  readonly warehouseDues: WarehouseDueRepository;
  readonly players: PlayerRepository;
  readonly sessions: SessionRepository;
  /** What changed of people, here and elsewhere. */
  readonly people: PeopleJournal;
  /** Of a facility: its bays, and what they told of their swings. */
  readonly facilityBays: FacilityBayRepository;
  readonly facilityIndex: FacilityIndexRepository;
  /** Accounts that were registered twice. */
  readonly accountJoins: AccountJoinRepository;
  /** Of a bay: its line to the facility. */
  readonly facilityLine: FacilityLineRepository;
  readonly goals: GoalRepository;
  readonly readings: ShotReadingsRepository;
  readonly accounts: AccountRepository;
  readonly refreshes: RefreshRepository;
  readonly guesses: GuessRepository;
  readonly shots: ShotRepository;
  readonly consistency: ConsistencyRepository;
  /** Best scores of visits. */
  readonly visitScores: VisitScoreRepository;
  readonly coaching: CoachingRepository;
  /** Of the coach that answers in words. */
  readonly coach: CoachRepository;
  readonly coachBook: CoachBookRepository;
  readonly notes: SwingNoteRepository;
  readonly exports: ExportRepository;
  readonly exportShelf: ExportShelf;
  /** Copies of media that lie in the object store. */
  readonly borrowed: BorrowedShelf;
  readonly shares: ShareRepository;
  readonly watches: CalibrationWatchRepository;
  readonly sparkplug: SparkplugRepository;
  readonly bridgeEvents: BridgeEventRepository;
  readonly fleet: FleetRepository;
  readonly disk: DiskGuard;
  readonly sqliteVersion: string;
  /** What was found amiss at start. */
  readonly reconciliation: Reconciliation;
  /** Runs several calls of the repositories as one transaction; `work` must be free of other effects. */
  transact<T>(what: string, work: () => T): T;
  /** Throws the coded error of a database that does not answer or whose disk has failed; for health. */
  probe(): void;
  /** Ends the disk watch and folds the WAL into the file. Idempotent; repositories throw afterwards. */
  close(): Promise<void>;
}

export const STORE = Symbol('Store');

export interface StoreSurroundings {
  readonly log: Log;
  readonly clock: Clock;
  readonly counters?: Counters;
  /** Where the bay sends what it has: files make way only when they are there, or may not go there. */
  readonly remote?: RemoteRule | null;
  /** For tests of the disk rule; `statfs` otherwise. */
  readonly freeBytes?: DiskGuardOptions['freeBytes'];
}

const DATABASE_FILE = 'swingbay.sqlite';
/** What is opened first, and beside the database what SQLite keeps of it there. */
const FIRST_FILES = [LOCK_FILE, ...['', '-wal', '-shm'].map((end) => `${DATABASE_FILE}${end}`)];

/** Whether anything was ever stored there. */
export function isStoreIn(dataDirectory: string): boolean {
  return existsSync(join(dataDirectory, DATABASE_FILE));
}

/**
 * Opens the data directory, making it when there is none; repairs what a crash left; begins to watch the disk.
 * Rejects with a coded error where it cannot be opened safely, `store/in-use` where somebody else has it open,
 * `store/not-writable` where this user may not write there or its disk is read-only.
 */
export async function openStore(config: StoreConfig, surroundings: StoreSurroundings): Promise<Store> {
  prepareDirectory(config.dataDirectory);
  const lock = lockDirectory(config.dataDirectory);
  try {
    return await openLocked(config, surroundings, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(config: StoreConfig, surroundings: StoreSurroundings, lock: DirectoryLock): Promise<Store> {
  const { log, clock, counters = new Counters() } = surroundings;
  const reserve = new ReserveFile(join(config.dataDirectory, 'reserve'), mebibytes(config.reserveMiB));
  const database = openWithReserve(join(config.dataDirectory, DATABASE_FILE), reserve);
  const owner = beginOwner();
  try {
    const { remote = null } = surroundings;
    const outbox = new OutboxRepository({ database, clock, owner, guestsMayLeave: remote?.guestsMayLeave ?? false });
    outbox.settle();
    const arrivals = new ArrivalRepository({ database, clock, owner });
    arrivals.settle();
    const warehouseDues = new WarehouseDueRepository({ database, owner });
    warehouseDues.settle();
    const rows = new MediaRows({ database, outbox, remote });
    const files = new MediaFiles(config.dataDirectory);
    const exportShelf = new ExportShelf(config.dataDirectory, mebibytes(config.exportsMiBMax));
    const borrowed = new BorrowedShelf(config.dataDirectory, mebibytes(config.borrowedMiBMax));
    const staged = new StagedContent();
    const retention = new ClipRetention({ rows, files, staged, spare: inTurn(borrowed, exportShelf), log, counters });
    const disk = new DiskGuard(
      {
        directory: config.dataDirectory,
        floorBytes: mebibytes(config.floorMiB),
        clipsBytesMax: config.clipsMiBMax === null ? null : mebibytes(config.clipsMiBMax),
        pollMs: config.diskPollMs,
        ...(surroundings.freeBytes === undefined ? {} : { freeBytes: surroundings.freeBytes }),
      },
      { retention, reserve, clipBytes: () => rows.bytesPresent('clip'), log, counters },
    );
    database.onOutOfSpace = () => disk.makeRoomNow();
    placeOlderSwings(database);

    const media = new MediaStore({ files, rows, borrowed, staged, guard: disk, log, clock });
    const poses = new PoseRepository(database);
    const figures = new FigureRepository(database);
    const embeddings = new EmbeddingRepository(database);
    const queue = new AnalysisQueue(database, {
      jobsMax: config.analysisJobsMax,
      attemptsMax: config.analysisAttemptsMax,
      owner,
    });
    const shots = new ShotRepository({ database, clock, outbox });
    const consistency = new ConsistencyRepository(database, clock);
    const visitScores = new VisitScoreRepository(database);
    const exports = new ExportRepository(database, clock);
    exports.releaseAbandoned();
    exportShelf.sweep((id) => exports.find(id)?.state === 'done');
    const shares = new ShareRepository(database, clock);
    const takenHome = { exports, exportShelf, shares };
    const swings = new SwingRepository({
      ...{ database, clock, outbox, poses, figures, embeddings, media, queue, shots, consistency, visitScores },
      ...{ arrivals, takenHome },
    });
    const accounts = new AccountRepository(database, clock);
    const forgetPlayer = (id: string) => forgetSwingsOf(id, { swings, shots });
    const people = new PeopleJournal({ database, clock, effects: peopleEffects({ outbox, accounts }), forgetPlayer });
    const released = queue.releaseAbandoned();
    if (released > 0) log.warn({ jobs: released }, 'Analyses of an earlier run are begun again.');
    borrowed.sweep((sha256) => rows.isElsewhere(sha256));
    const reconciliation = await reconcileMedia(files, rows, log);
    await disk.start();

    return {
      dataDirectory: config.dataDirectory,
      swings,
      intake: new SwingIntake({ database, outbox, poses, embeddings, media }),
      poses,
      figures,
      embeddings,
      similarity: new SwingSimilarity(embeddings),
      media,
      queue,
      outbox,
      arrivals,
      warehouseDues,
      players: new PlayerRepository(database, clock, outbox),
      sessions: new SessionRepository(database),
      people,
      ...ofFacility(database, clock, remote),
      goals: new GoalRepository(database, clock),
      readings: new ShotReadingsRepository(database),
      accounts,
      refreshes: new RefreshRepository(database),
      guesses: new GuessRepository(database),
      shots,
      consistency,
      visitScores,
      coaching: new CoachingRepository(database, clock),
      coach: new CoachRepository(database, clock),
      coachBook: new CoachBookRepository(database),
      notes: new SwingNoteRepository(database, clock),
      exports,
      exportShelf,
      borrowed,
      shares,
      watches: new CalibrationWatchRepository(database),
      sparkplug: new SparkplugRepository(database),
      bridgeEvents: new BridgeEventRepository(database, clock),
      fleet: new FleetRepository(database, clock),
      disk,
      sqliteVersion: database.sqliteVersion,
      reconciliation,
      transact: database.transact,
      probe: () => database.probe(),
      async close() {
        await disk.stop();
        database.close();
        endOwner(owner);
        lock.release();
      },
    };
  } catch (error) {
    database.close();
    endOwner(owner);
    throw error;
  }
}

/** What makes way first, and what makes way after it. */
function inTurn(...spares: readonly Spare[]): Spare {
  return {
    reclaimNow: (bytes) => {
      let freed = 0;
      for (const spare of spares) if (freed < bytes) freed += spare.reclaimNow(bytes - freed);
      return freed;
    },
    get hasMore() {
      return spares.some(({ hasMore }) => hasMore);
    },
  };
}

/** What a facility and its bays know of each other; each appliance uses its own side of it. */
function ofFacility(database: Database, clock: Clock, remote: RemoteRule | null) {
  return {
    facilityBays: new FacilityBayRepository(database, clock),
    facilityIndex: new FacilityIndexRepository(database),
    accountJoins: new AccountJoinRepository(database, clock),
    facilityLine: new FacilityLineRepository(database, remote?.guestsMayLeave ?? false),
  };
}

/** SQLite opens what it may only read without a word, and fails at some later row. */
function prepareDirectory(dataDirectory: string): void {
  const { R_OK, W_OK, X_OK } = constants;
  try {
    mkdirSync(dataDirectory, { recursive: true });
    accessSync(dataDirectory, R_OK | W_OK | X_OK);
    for (const file of FIRST_FILES.map((name) => join(dataDirectory, name))) {
      if (existsSync(file)) accessSync(file, R_OK | W_OK);
    }
  } catch (error) {
    if (isOutOfSpace(error)) throw translateStoreError(error, `the data directory ${dataDirectory}`);
    throw directoryNotWritable(dataDirectory, error);
  }
}

/** Opening needs a little room itself, for the index of the write-ahead log. */
function openWithReserve(file: string, reserve: ReserveFile): Database {
  try {
    return openDatabase(file);
  } catch (error) {
    if (!isOutOfSpace(error) || !reserve.release()) throw error;
    return openDatabase(file);
  }
}
