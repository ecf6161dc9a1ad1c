import fc from 'fast-check';
import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TurnedClock } from './fixtures/player-season.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import { openDatabase } from './database.ts';
import { joinedIntoGiven } from './people-entries.ts';
import type { PersonRecord } from './people-record.ts';
import { PEOPLE_TABLES } from './people-tables.ts';
import type { Store } from './store.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Appliance {
  readonly store: Store;
  readonly clock: TurnedClock;
  tables(): Record<string, unknown[]>;
}

async function anAppliance(wall = '2026-11-26T10:00:00Z'): Promise<Appliance> {
  const { path, remove } = temporaryDirectory();
  const clock = new TurnedClock(wall);
  const store = await openStoreIn(path, {}, clock);
  const sqlite = new SqliteDatabase(join(path, 'swingbay.sqlite'), { readonly: true });
  open.push(async () => {
    sqlite.close();
    await store.close();
    remove();
  });
  const rowsOf = (table: string) => sqlite.prepare(`select * from ${table} order by 1, 2`).all();
  return { store, clock, tables: () => Object.fromEntries(PEOPLE_TABLES.map((table) => [table, rowsOf(table)])) };
}

const everything = ({ store }: Appliance): readonly PersonRecord[] => store.people.changesSince(0, 500).records;

async function agree(...appliances: Appliance[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    for (const from of appliances) {
      for (const to of appliances) if (to !== from) await to.store.people.takeIn(everything(from));
    }
  }
}

function register({ store }: Appliance, email: string, name: string): string {
  return store.accounts.add({ name, email, passwordHash: `hash of ${name}`, role: 'player', handedness: null }).player;
}

/** Whatever a player can have that travels. */
function give({ store }: Appliance, player: string, visit: string): void {
  store.players.beginSession(visit, `bay of ${visit}`);
  store.players.noteDrillDone(player, 'towel-drill', null);
  store.accounts.bindCard(`card of ${player}`, player);
  store.consistency.keepBest({ session: visit, player, points: 70, low: 60, high: 80, swings: [] });
  store.goals.set(player, { metric: 'shoulder-turn', at: 'top', low: 75, high: null, club: null, dueOn: null });
}

/** Ana registered in both bays while they could not hear of each other. */
async function anaTwice() {
  const [one, two] = [await anAppliance(), await anAppliance('2026-11-26T10:30:00Z')];
  const kept = register(one, 'ana@example.org', 'Ana');
  const other = register(two, 'ana@example.org', 'Anna');
  give(one, kept, 'visit-1');
  give(two, other, 'visit-2');
  const coach = one.store.accounts.add({
    ...{ name: 'Cora', email: 'cora@example.org', passwordHash: 'x', role: 'coach', handedness: null },
  }).player;
  await agree(one, two);
  return { one, two, kept, other, coach };
}

describe('a player who was joined to another', () => {
  it('has nothing of their own any more: drills, goals, cards and scores are the kept one’s, in every bay', async () => {
    const { one, two, kept, other, coach } = await anaTwice();
    two.store.accounts.assignCoach(coach, other);
    one.store.players.join(other, kept);
    await agree(one, two);
    for (const { store } of [one, two]) {
      expect(store.players.drillsDoneBy(kept)).toHaveLength(2);
      expect(store.goals.of(kept)).toHaveLength(2);
      expect(store.consistency.ofPlayer(kept).map(({ session }) => session)).toEqual(['visit-1', 'visit-2']);
      expect(store.accounts.playerOfCard(`card of ${other}`)).toBe(kept);
      expect(store.accounts.coaches(coach, kept)).toBe(true);
      expect(store.accounts.coachesFor(kept)).toMatchObject([{ name: 'Cora', isMine: true }]);
      expect(store.players.list().map(({ name }) => name)).toEqual(['Ana', 'Cora']);
      expect(store.people.conflicts()).toEqual([]);
      expect(store.accounts.find(other)).toBeUndefined();
      expect([store.players.personOf(other), store.players.idsOf(kept)]).toEqual([kept, [kept, other]]);
    }
    expect(one.tables()).toEqual(two.tables());
    one.store.accounts.releaseCoach(coach, kept);
    await agree(one, two);
    expect(two.store.accounts.coaches(coach, kept)).toBe(false);
  });

  it('is shown as the kept one wherever swings are listed and counted, which stay where they were stored', async () => {
    const { one, kept, other } = await anaTwice();
    const first = one.store.swings.recordSwing(aSwing({ player: kept, session: 'visit-1' }));
    const second = one.store.swings.recordSwing(aSwing({ player: other, session: 'visit-2' }));
    one.store.players.join(other, kept);
    const { swings, sessions, players } = one.store;
    expect(swings.list({ player: kept }, 10).swings.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(swings.list({ player: kept }, 1, swings.list({ player: kept }, 1).nextBefore ?? 0).swings).toHaveLength(1);
    expect(swings.list({ owner: kept }, 10).swings.map(({ id }) => id)).toEqual([first.id]);
    expect(swings.statsOf(kept)).toMatchObject({ swings: 2, visits: 2 });
    expect(sessions.list({ player: kept }, 10).sessions).toHaveLength(2);
    expect(sessions.find('visit-2', kept)).toMatchObject({ swings: 1, players: [{ id: kept, name: 'Ana' }] });
    expect(sessions.hasSwingOf('visit-2', kept)).toBe(true);
    expect(swings.find(second.id).player).toBe(other);
    expect(players.shown(swings.find(second.id)).player).toBe(kept);
  });

  it('lands with the kept one also by what comes late, from a bay that never heard of it', async () => {
    const { one, two, kept, other } = await anaTwice();
    one.store.players.join(other, kept);
    two.store.players.noteDrillDone(other, 'late-drill', null);
    two.store.accounts.bindCard('late card', other);
    // What is late comes before the bay has heard.
    await one.store.people.takeIn(everything(two));
    expect(one.store.players.drillsDoneBy(kept).map(({ drill }) => drill)).toContain('late-drill');
    expect(one.store.accounts.playerOfCard('late card')).toBe(kept);
    await agree(one, two);
    expect(one.tables()).toEqual(two.tables());
  });

  it('is two again when it is taken back, each with what was theirs and what came since', async () => {
    const { one, two, kept, other } = await anaTwice();
    const before = one.tables();
    one.store.players.join(other, kept);
    await agree(one, two);
    one.store.players.join(other, kept);
    two.store.players.join(other, null);
    await agree(one, two);
    expect(one.tables()).toEqual(before);
    expect(two.tables()).toEqual(before);
    expect(one.store.people.conflicts()).toMatchObject([{ key: other, holder: kept }]);
  });

  it('agrees and is forgotten with the kept one', async () => {
    const { one, two, kept, other } = await anaTwice();
    one.store.players.join(other, kept);
    one.store.players.change(kept, { sharesSince: '2026-11-26T11:00:00Z', name: 'Ana Maria' });
    expect(one.store.players.profile(other)).toMatchObject({ name: 'Anna', sharesSince: '2026-11-26T11:00:00Z' });
    await agree(one, two);
    const swing = two.store.swings.recordSwing(aSwing({ player: other }));
    one.store.players.remove(kept);
    await agree(one, two);
    for (const { store, tables } of [one, two]) {
      expect(store.players.list().map(({ name }) => name)).toEqual(['Cora']);
      expect(tables()).toMatchObject({ drills_done: [], goals: [], cards: [], consistency_scores: [] });
    }
    expect(() => two.store.swings.find(swing.id)).toThrow('was deleted');
  });

  it('keeps what is theirs where only the kept one was deleted, by somebody who knew of no joining', async () => {
    const { one, two, kept, other } = await anaTwice();
    one.store.players.join(other, kept);
    two.store.players.remove(kept);
    await agree(one, two);
    for (const { store } of [one, two]) {
      expect(store.players.drillsDoneBy(other)).toHaveLength(1);
      expect(store.accounts.findByEmail('ana@example.org')?.player).toBe(other);
    }
    expect(one.tables()).toEqual(two.tables());
  });

  it('gives the address to nobody when the kept one takes another', async () => {
    const { one, kept, other } = await anaTwice();
    one.store.players.join(other, kept);
    const moved: PersonRecord | undefined = one.store.people.find('accounts', kept);
    const version = one.store.people.latest();
    await one.store.people.takeIn([
      {
        ...(moved as PersonRecord),
        version,
        row: { ...moved?.row, email: 'ana@other.example' },
        columns: { ...moved?.columns, email: version },
      },
    ]);
    expect(one.store.accounts.findByEmail('ana@example.org')).toBeUndefined();
    expect(one.store.accounts.findByEmail('ana@other.example')?.player).toBe(kept);
  });

  it('ends in the same tables whatever order joining, parting, deleting and everything else is heard in', async () => {
    const step = fc.record({
      what: fc.constantFrom('join', 'part', 'give', 'give', 'remove', 'pass'),
      who: fc.nat(3),
      whom: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 14 }),
        fc.infiniteStream(fc.nat(10_000)),
        async (steps, dice) => {
          const writers = [await anAppliance(), await anAppliance('2026-11-26T10:30:00Z')];
          const ids = writers.flatMap((writer, at) =>
            [0, 1].map((no) => register(writer, `p${no}@example.org`, `p${at}${no}`)),
          );
          await agree(...writers);
          // Each writer goes on alone, so that they say things against each other; circles among them.
          for (const [at, { what, who, whom }] of steps.entries()) {
            const writer = writers[at % 2] as Appliance;
            const { store, clock } = writer;
            const [player, peer] = [ids[who] ?? '', ids[whom] ?? ''];
            if (what === 'pass') clock.pass(60_000);
            if (store.players.find(player) === undefined || store.players.find(peer) === undefined) continue;
            if (what === 'join' && player !== peer) store.players.join(player, peer);
            if (what === 'part') store.players.join(player, null);
            if (what === 'give') give(writer, player, `visit-${at}`);
            if (what === 'remove') store.players.remove(player);
          }
          const told = writers.flatMap((writer) => [...everything(writer)]);
          const readers = [await anAppliance(), await anAppliance(), await anAppliance()];
          for (const reader of readers) {
            const shuffled = told
              .map((record) => [dice.next().value as number, record] as const)
              .toSorted(([a], [b]) => a - b);
            for (const [size, record] of shuffled) {
              await reader.store.people.takeIn(
                size % 3 === 0 ? [record] : [record, ...told.slice(size % told.length, (size % told.length) + 2)],
              );
            }
          }
          const [first, second, third] = readers.map(({ tables }) => tables());
          expect(second).toEqual(first);
          expect(third).toEqual(first);
          // Nobody stands for somebody while another stands for them.
          const { players } = (readers[0] as Appliance).store;
          for (const id of ids) expect(players.personOf(players.personOf(id))).toBe(players.personOf(id));
          await agree(...writers, ...readers);
          for (const writer of writers) expect(writer.tables()).toEqual((readers[0] as Appliance).tables());
          for (const close of open.splice(0)) await close();
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});

it('is looked for by whom they were joined to, not among all players', () => {
  const { path, remove } = temporaryDirectory();
  const database = openDatabase(join(path, 'x.sqlite'));
  open.push(() => {
    database.close();
    remove();
    return Promise.resolve();
  });
  const question = joinedIntoGiven(database.orm).toSQL().sql.replaceAll('?', "'ana'");
  const plan = database.orm.all<{ detail: string }>(`explain query plan ${question}`);
  expect(plan.map(({ detail }) => detail).join()).toContain('people_journal_joined');
});
