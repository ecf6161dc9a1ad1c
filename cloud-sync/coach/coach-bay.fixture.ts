/** A bay with a real store, a clock that is set, and a coach that talks to the server of this machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Clock } from '../../device/clock/clock.ts';
import type { RevisionToStore } from '../../device/store/swing-repository.ts';
import { aSwing, openStoreIn } from '../../device/store/fixtures/store-in-directory.ts';
import type { Store } from '../../device/store/store.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { ClaudeCoach } from './claude-coach.ts';
import { ClaudeServer, TEST_KEY, type WireQuestion } from './claude-server.fixture.ts';
import { CoachDesk } from './coach-desk.ts';
import { type CoachConfig, coachConfigSchema, type ModelPrices } from './coach.config.ts';
import { coachedReport } from './coached-swing.fixture.ts';

export const TEST_PRICES: ModelPrices = {
  ...{ input: 5, output: 25, cacheRead: 0.5, cacheWrite5m: 6.25, cacheWrite1h: 10, batchShare: 0.5 },
};
const ROUNDS_MAX = 400;

class SetClock implements Clock {
  now = new Date('2026-11-20T09:00:00.000Z');
  #sinceBootMs = 60_000;
  monotonicNs(): number {
    return this.#sinceBootMs * 1e6;
  }
  wall(): Date {
    return this.now;
  }
  pass(ms: number): void {
    this.#sinceBootMs += ms;
    this.now = new Date(this.now.getTime() + ms);
  }
}

export class CoachBay {
  readonly clock: SetClock;
  readonly counters = new Counters();
  readonly advised: { swing: string; revision: number }[] = [];
  readonly server: ClaudeServer;
  readonly config: CoachConfig;
  desk: CoachDesk;
  store: Store;
  readonly #directory: string;
  readonly #random: number;

  private constructor(parts: {
    clock: SetClock;
    server: ClaudeServer;
    store: Store;
    directory: string;
    config: Partial<CoachConfig>;
    random: number;
  }) {
    this.clock = parts.clock;
    this.#random = parts.random;
    this.server = parts.server;
    this.store = parts.store;
    this.#directory = parts.directory;
    const enabled = { enabled: true, url: parts.server.url, model: 'model-a', prices: { 'model-a': TEST_PRICES } };
    this.config = coachConfigSchema.parse({ answerSecondsMax: 5, retriesMax: 1, ...enabled, ...parts.config });
    this.desk = this.#newDesk();
  }

  /** @param random what jitter is made of; with 0 a busy service is asked again at once */
  static async open(config: Partial<CoachConfig> = {}, random = 0): Promise<CoachBay> {
    const directory = mkdtempSync(join(tmpdir(), 'swingbay-coach-'));
    writeFileSync(join(directory, 'key'), TEST_KEY);
    const server = await ClaudeServer.open(() => ({ kind: 'error', status: 400 }));
    const clock = new SetClock();
    const store = await openStoreIn(join(directory, 'data'), {}, clock);
    return new CoachBay({ clock, server, store, directory, config, random });
  }

  /** A player whose goal is their name, so that the server can tell whose question it got. */
  addPlayer(name: string, agrees = true): string {
    const { id } = this.store.players.add(name, 'right');
    this.store.players.change(id, { goals: [name], sharesSince: agrees ? '2026-01-01T00:00:00.000Z' : null });
    return id;
  }

  /** A shot with its report; the same seed is the same numbers. */
  addSwing(
    player: string | null,
    seed: number,
    more: Omit<RevisionToStore, 'report'> & { report?: Partial<SwingReport>; session?: string } = {},
  ): SwingReport {
    const { report: changes, session = 'visit-1', ...rest } = more;
    const report = coachedReport(seed, { player, session, ...changes });
    this.store.swings.recordSwing(aSwing({ id: report.id, player, session }));
    return this.store.swings.storeRevision({ report, ...rest });
  }

  /** What is stored of its report can be read no more. */
  damageReport(swing: string): void {
    const sqlite = new SqliteDatabase(join(this.#directory, 'data', 'swingbay.sqlite'));
    sqlite.exec('drop trigger reports_are_final');
    sqlite.prepare(`update reports set document = '{"schemaVersion":"?"}' where swing = ?`).run(swing);
    sqlite.close();
  }

  /** A second at a time, until nothing is asked any more. */
  async run(): Promise<void> {
    let restedFor = 0;
    for (let round = 0; round < ROUNDS_MAX && restedFor < 3; round++) {
      const before = this.store.coach.exchanges(1)[0]?.id;
      this.clock.pass(1_000);
      this.desk.tick();
      await this.desk.settled();
      restedFor = this.store.coach.exchanges(1)[0]?.id === before ? restedFor + 1 : 0;
    }
    if (restedFor < 3) throw new Error('The coach never comes to rest.');
  }

  pass(minutes: number): void {
    this.clock.pass(minutes * 60_000);
  }

  /** As after a power cut: what was in memory has gone. */
  restartDesk(): void {
    this.desk = this.#newDesk();
    this.desk.open();
  }

  async close(): Promise<void> {
    await this.desk.close();
    await this.server.close();
    await this.store.close();
    rmSync(this.#directory, { recursive: true });
  }

  #newDesk(): CoachDesk {
    const { store, config, clock, counters, server } = this;
    const coach = new ClaudeCoach({ ...config, url: server.url }, join(this.#directory, 'key'));
    const onAdvised = (swing: string, revision: number) => void this.advised.push({ swing, revision });
    const about = { language: 'en', bay: 'bay-1', log: silentLog } as const;
    return new CoachDesk({ coach, store, config, clock, counters, onAdvised, random: () => this.#random, ...about });
  }
}

/** What the question's text says of the player's first goal. */
export function whose({ messages }: WireQuestion): string {
  const texts = messages[0]?.content.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])) ?? [];
  return /"goals":\["([^"]*)"/u.exec(texts.join('\n'))?.[1] ?? '';
}

/** Whether it is the second try. */
export function isRepair({ messages }: WireQuestion): boolean {
  return messages.length > 1;
}
