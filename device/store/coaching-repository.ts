/** A coach's players, as the store knows them, and the drills that coaches have given them. */
import { and, asc, countDistinct, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../clock/clock.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import { assignedDrills } from './coaching-schema.ts';
import type { Database } from './database.ts';
import { isOfPerson, personIn } from './person-ids.ts';
import { coachedPlayers, players, swings } from './schema.ts';

export interface CoachedPlayer {
  readonly id: string;
  readonly name: string;
  readonly handedness: Handedness | null;
  readonly swings: number;
  readonly visits: number;
  /** UTC. */
  readonly lastSwingAt: string | null;
}

export type AssignedDrill = typeof assignedDrills.$inferSelect & { readonly coachName: string };
export type DrillToAssign = Pick<AssignedDrill, 'drill' | 'note' | 'rehearsals' | 'balls'>;

const PLAYERS_MAX = 100;
const DRILLS_READ_MAX = 200;

export class CoachingRepository {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Whoever swung last comes first. At most {@link PLAYERS_MAX}. */
  playersOf(coach: string): CoachedPlayer[] {
    const isSwing = and(isNull(swings.deletedAt), inArray(swings.kind, ['shot', 'practice']));
    return this.#database.read('a coach’s players', () =>
      this.#database.orm
        .select({
          id: players.id,
          name: players.name,
          handedness: players.handedness,
          swings: countDistinct(swings.ordinal),
          visits: sql<number>`count(distinct ${swings.session})`,
          lastSwingAt: max(swings.recordedAt),
        })
        .from(coachedPlayers)
        .innerJoin(players, eq(players.id, personIn(coachedPlayers.player)))
        .leftJoin(swings, and(isOfPerson(swings.player, players.id), isSwing))
        .where(eq(coachedPlayers.coach, coach))
        .groupBy(players.id)
        .orderBy(desc(max(swings.ordinal)), asc(players.name))
        .limit(PLAYERS_MAX)
        .all(),
    );
  }

  assignDrill(player: string, coach: string, drill: DrillToAssign): string {
    const id = uuidv7();
    const assignedAt = this.#clock.wall().toISOString();
    this.#database.transact('a drill', () =>
      this.#database.orm
        .insert(assignedDrills)
        .values({ id, player, coach, ...drill, assignedAt })
        .run(),
    );
    return id;
  }

  findDrill(id: string): AssignedDrill | undefined {
    return this.#database.read('a drill', () => this.#selectDrill().where(eq(assignedDrills.id, id)).get());
  }

  /** Idempotent. */
  removeDrill(id: string): void {
    this.#database.transact('a drill', () =>
      this.#database.orm.delete(assignedDrills).where(eq(assignedDrills.id, id)).run(),
    );
  }

  /** Newest first. */
  drillsFor(player: string): AssignedDrill[] {
    return this.#database.read('drills', () =>
      this.#selectDrill()
        .where(eq(assignedDrills.player, player))
        .orderBy(desc(assignedDrills.id))
        .limit(DRILLS_READ_MAX)
        .all(),
    );
  }

  #selectDrill() {
    const { id, player, coach, drill, note, rehearsals, balls, assignedAt } = assignedDrills;
    const assigned = { id, player, coach, drill, note, rehearsals, balls, assignedAt };
    return this.#database.orm
      .select({ ...assigned, coachName: players.name })
      .from(assignedDrills)
      .innerJoin(players, eq(players.id, assignedDrills.coach));
  }
}
