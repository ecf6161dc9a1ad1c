import fc from 'fast-check';
import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { turnsDuring } from '../clock/turns.fixture.ts';
import { TurnedClock } from './fixtures/player-season.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { PersonRecord } from './people-record.ts';
import { openDatabase } from './database.ts';
import { NO_ROOM_YET, PeopleJournal } from './people-journal.ts';
import { PEOPLE_TABLES } from './people-tables.ts';
import type { Store } from './store.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Appliance {
  readonly store: Store;
  readonly clock: TurnedClock;
  /** What its people's tables hold, as plain rows. */
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

function everything({ store }: Appliance): PersonRecord[] {
  const records: PersonRecord[] = [];
  for (let from = 0; ; ) {
    const page = store.people.changesSince(from, 7);
    if (page.records.length === 0) return records;
    records.push(...page.records);
    from = page.next;
  }
}

/** Each tells each other everything until nobody hears anything new. */
async function agree(...appliances: Appliance[]): Promise<void> {
  for (let round = 0; round < 4; round++) {
    for (const from of appliances) {
      for (const to of appliances) if (to !== from) await to.store.people.takeIn(everything(from));
    }
  }
}

function register({ store }: Appliance, email: string, name = email): string {
  return store.accounts.add({ name, email, passwordHash: `hash of ${name}`, role: 'player', handedness: null }).player;
}

describe('the journal of people', () => {
  it('has three triggers for each table of people', async () => {
    const { path, remove } = temporaryDirectory();
    await (await openStoreIn(path)).close();
    const sqlite = new SqliteDatabase(join(path, 'swingbay.sqlite'), { readonly: true });
    const triggers = sqlite.prepare("select name from sqlite_schema where type = 'trigger' and name like 'people_%'");
    const expected = PEOPLE_TABLES.flatMap((table) =>
      ['insert', 'update', 'delete'].map((on) => `people_${table}_${on}`),
    );
    expect(new Set(triggers.pluck().all())).toEqual(new Set(expected));
    sqlite.close();
    remove();
  });

  it('says each change once, at its newest, and goes on where a reader stopped', async () => {
    const bay = await anAppliance();
    const player = bay.store.players.add('Ana', 'left');
    bay.store.players.change(player.id, { handicap: 12 });
    const first = bay.store.people.changesSince(0, 10);
    expect(first.records).toMatchObject([{ table: 'players', key: player.id, row: { name: 'Ana', handicap: 12 } }]);
    expect(bay.store.people.changesSince(first.next, 10)).toEqual({ records: [], next: first.next });
    bay.store.players.change(player.id, { handicap: 11 });
    const second = bay.store.people.changesSince(first.next, 10);
    expect(second.records).toMatchObject([{ key: player.id, row: { handicap: 11 } }]);
    expect((second.records[0]?.version ?? '') > (first.records[0]?.version ?? '')).toBe(true);
  });

  it('notes what was there before it in portions, and loses no row of it', async () => {
    const { path, remove } = temporaryDirectory();
    const store = await openStoreIn(path);
    store.transact('a season', () => {
      for (let at = 0; at < 600; at++) store.players.noteDrillDone(store.players.add(`P${at}`, null).id, 'drill', null);
    });
    await store.close();
    const database = openDatabase(join(path, 'swingbay.sqlite'));
    database.orm.run('delete from people_journal');
    database.orm.run("insert into people_marks select 'drills_done', id from drills_done");
    database.orm.run("insert into people_marks select 'players', id from players");
    const whole = vi.spyOn(database, 'transact');
    const effects = { playerChanges: () => undefined, accountsChanged: () => undefined };
    const clock = new TurnedClock('2026-11-26T10:00:00Z');
    const journal = new PeopleJournal({ database, clock, effects, forgetPlayer: () => Promise.resolve() });
    expect(whole).toHaveBeenCalledTimes(4);
    expect(journal.countAfter(0)).toBe(1_200);
    expect(database.orm.get('select count(*) as rows from drills_done')).toEqual({ rows: 600 });
    database.close();
    remove();
  });

  it('keeps no entry of a transaction that failed', async () => {
    const { store } = await anAppliance();
    const failing = () =>
      store.transact('a test', () => {
        store.players.add('Ana', null);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(store.people.changesSince(0, 10).records).toEqual([]);
  });

  it('lets two bays change different things of one player and loses neither', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    const { id } = one.store.players.add('Ana', null);
    await agree(one, two);
    one.clock.pass(60_000);
    two.clock.pass(120_000);
    one.store.players.change(id, { sharesSince: '2026-11-26T10:01:00Z', handicap: 9 });
    two.store.players.change(id, { club: 'iron-7', handicap: 8 });
    await agree(one, two);
    expect(one.tables()).toEqual(two.tables());
    expect(one.store.players.profile(id)).toMatchObject({
      handicap: 8,
      club: 'iron-7',
      sharesSince: '2026-11-26T10:01:00Z',
    });
  });

  it('lets whoever has seen a change change it again, whatever the clocks say', async () => {
    const [late, wild] = [await anAppliance('1970-01-01T00:00:10Z'), await anAppliance('2031-01-01T00:00:00Z')];
    const { id } = wild.store.players.add('Ana', null);
    await agree(late, wild);
    late.store.players.change(id, { name: 'Anna' });
    await agree(late, wild);
    expect(wild.store.players.profile(id).name).toBe('Anna');
  });

  it('dates nothing by a clock that was set back, nor below what another wrote in the same row', async () => {
    const HOUR_MS = 3_600_000;
    const nowMs = Date.parse('2026-11-26T10:00:00Z');
    const [other, bay] = [await anAppliance('2026-11-26T10:40:00Z'), await anAppliance('2031-01-01T00:00:00Z')];
    const { id } = other.store.players.add('Ana', null);
    await agree(other, bay);
    const { next } = bay.store.people.changesSince(0, 10);
    bay.store.players.change(id, { handicap: 9 });
    const changed = bay.store.people.find('players', id);
    expect(bay.store.people.trustTime(60_000, next, HOUR_MS)).toBe(0);
    expect(bay.store.people.find('players', id)).toEqual(changed);
    expect(bay.store.people.trustTime(nowMs, next, HOUR_MS)).toBe(1);
    const redated = bay.store.people.find('players', id);
    expect(redated?.version).toMatch(/^0*17/);
    expect((redated?.version ?? '') > (redated?.columns['name'] ?? '')).toBe(true);
    await agree(other, bay);
    expect(other.store.players.profile(id).handicap).toBe(9);
  });

  it('deletes a player everywhere, with their swings, and forgets their words in the journal', async () => {
    const [one, two, third] = [await anAppliance(), await anAppliance(), await anAppliance()];
    const player = register(one, 'ana@example.org', 'Ana');
    one.store.accounts.bindCard('card-1', player);
    await agree(one, two, third);
    const swing = two.store.swings.recordSwing(aSwing({ player }));
    // Changed later than it is deleted: deleted it stays.
    one.store.players.remove(player);
    two.clock.pass(3_600_000);
    two.store.players.change(player, { name: 'Anna' });
    await agree(one, two, third);
    for (const { tables, store } of [one, two, third]) {
      expect(tables()).toMatchObject({ players: [], accounts: [], cards: [] });
      expect(JSON.stringify(store.people.changesSince(0, 100))).not.toMatch(/Ana|Anna|example|hash/);
    }
    expect(() => two.store.swings.find(swing.id)).toThrow('was deleted');
    expect(two.store.outbox.erasures().map(({ kind }) => kind)).toEqual(['swing-deleted', 'player-removed']);
  });

  it('deletes no swing by a word of a deletion that cannot be', async () => {
    const bay = await anAppliance();
    const { id } = bay.store.players.add('Ana', null);
    const swing = bay.store.swings.recordSwing(aSwing({ player: id }));
    const broken: PersonRecord = { table: 'players', key: id, version: 'none', row: null, columns: {} };
    expect((await bay.store.people.takeIn([broken])).refused).toHaveLength(1);
    expect(bay.store.swings.find(swing.id).player).toBe(id);
  });

  it('withholds swings when consent was taken back elsewhere', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    const { id } = one.store.players.add('Ana', null);
    one.store.players.change(id, { sharesSince: '2026-11-26T10:00:00Z' });
    await agree(one, two);
    const swing = two.store.swings.recordSwing(aSwing({ player: id }));
    expect(two.store.outbox.mayLeave(swing.id)).toBe(true);
    one.store.players.change(id, { sharesSince: null });
    await agree(one, two);
    expect(two.store.outbox.mayLeave(swing.id)).toBe(false);
    expect(two.store.outbox.erasures().map(({ kind }) => kind)).toEqual(['consent-withdrawn']);
  });

  it('leaves an e-mail address with whoever has had it longer, and gives it on when they go', async () => {
    const [one, two] = [await anAppliance(), await anAppliance('2026-11-26T11:00:00Z')];
    const first = register(one, 'ana@example.org', 'Ana');
    const second = register(two, 'ana@example.org', 'Mallory');
    two.store.accounts.setPin(second, 'digest');
    const { conflicts } = await one.store.people.takeIn(everything(two));
    expect(conflicts).toEqual([{ table: 'accounts', key: second, column: 'email', holder: first }]);
    await agree(one, two);
    for (const { store } of [one, two]) {
      expect(store.accounts.findByEmail('ana@example.org')).toMatchObject({
        player: first,
        passwordHash: 'hash of Ana',
      });
      expect(store.accounts.find(second)?.passwordHash).toBe('hash of Mallory');
      expect(store.people.conflicts()).toEqual(conflicts);
    }
    expect(one.tables()).toEqual(two.tables());
    one.store.players.remove(first);
    await agree(one, two);
    for (const { store } of [one, two]) {
      expect(store.accounts.findByEmail('ana@example.org')?.player).toBe(second);
      expect(store.people.conflicts()).toEqual([]);
    }
  });

  it('holds a row back until what it belongs to has come', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    const player = register(one, 'ana@example.org');
    one.store.accounts.bindCard('card-1', player);
    const records = everything(one).toReversed();
    for (const record of records.slice(0, -1)) await two.store.people.takeIn([record]);
    expect(two.tables()).toMatchObject({ players: [], accounts: [], cards: [] });
    await two.store.people.takeIn(records);
    expect(two.tables()).toEqual(one.tables());
  });

  it('tells of what a row belongs to before it, though that was changed later', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    const players = [1, 2, 3].map((at) => register(one, `p${at}@example.org`));
    for (const player of players) one.store.players.noteDrillDone(player, 'towel-drill', null);
    for (const player of players) one.store.players.change(player, { club: 'iron-7' });
    const [account, drill] = [one.store.people.changesSince(0, 1), one.store.people.changesSince(0, 500)];
    expect(account.records.map(({ table }) => table)).toEqual(['players', 'accounts']);
    expect(drill.records).toHaveLength(9);
    for (let from = 0; ; ) {
      const page = one.store.people.changesSince(from, 2);
      if (page.records.length === 0) break;
      await two.store.people.takeIn(page.records.filter(({ table }) => table !== 'accounts'));
      from = page.next;
      expect(two.tables()['drills_done']).toHaveLength(
        two.store.people.changesSince(0, 500).records.filter(({ table }) => table === 'drills_done').length,
      );
    }
    expect(two.tables()['drills_done']).toEqual(one.tables()['drills_done']);
  });

  it('cuts a page by its bytes too, and never to nothing', async () => {
    const { store } = await anAppliance();
    for (let at = 0; at < 5; at++) store.players.add('x'.repeat(1_000), null);
    const sizes: number[] = [];
    for (let from = 0; ; ) {
      const { records, next } = store.people.changesSince(from, 500, 4_000);
      if (records.length === 0) break;
      expect(JSON.stringify(records).length).toBeLessThan(4_100);
      sizes.push(records.length);
      from = next;
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5);
    expect(sizes.length).toBeGreaterThan(1);
    expect(store.people.changesSince(0, 500, 1).records).toHaveLength(1);
  });

  it('has room for few that wait, and counts none whose parents are there, come along or are not needed', async () => {
    const one = await anAppliance();
    const [ana, bea] = [one.store.players.add('Ana', null).id, one.store.players.add('Bea', null).id];
    for (const player of [ana, bea]) {
      for (let at = 0; at < 3; at++) one.store.players.noteDrillDone(player, `drill-${at}`, null);
    }
    one.store.players.beginSession('visit-1', 'bay');
    const records = everything(one);
    const only = (...tables: string[]) => records.filter(({ table }) => tables.includes(table));
    const { path, remove } = temporaryDirectory();
    const database = openDatabase(join(path, 'swingbay.sqlite'));
    const effects = { playerChanges: () => undefined, accountsChanged: () => undefined };
    const forgetPlayer = () => Promise.resolve();
    const small = new PeopleJournal({ database, clock: one.clock, effects, forgetPlayer, waitingMax: 2 });
    open.push(() => {
      database.close();
      remove();
      return Promise.resolve();
    });
    const reasons = async (some: readonly PersonRecord[]) =>
      (await small.takeIn(some)).refused.map(({ reason }) => reason);
    const visits = only('sessions').map((visit) => ({ ...visit, row: { ...visit.row, player: ana } }));
    expect(await reasons(visits)).toEqual([]);
    expect(await reasons(only('drills_done'))).toEqual(Array.from({ length: 4 }, () => NO_ROOM_YET));
    const gone: PersonRecord = { table: 'cards', key: 'a', version: records[0]?.version ?? '', row: null, columns: {} };
    expect(await reasons([gone])).toEqual([NO_ROOM_YET]);
    // What waits already takes no more room, and a row that comes before its parent in a page none at all.
    expect(await reasons(only('drills_done').slice(0, 2))).toEqual([]);
    expect(await reasons(only('drills_done', 'players').toReversed())).toEqual([]);
    expect(await reasons(records)).toEqual([]);
  });

  it('refuses what cannot be, and takes the rest of the batch', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    register(one, 'ana@example.org');
    const [player, account] = everything(one) as [PersonRecord, PersonRecord];
    const broken = [
      { ...account, row: { ...account.row, role: 'god' } },
      { ...account, key: 'another' },
      { ...account, version: '9'.repeat(40) },
      { ...account, table: 'sqlite_schema' as 'accounts' },
      { ...account, row: { ...account.row, password_hash: 7 } },
      { ...account, columns: {} },
      { ...account, row: { ...account.row, password_hash: 'x'.repeat(33_000) } },
    ];
    const { taken, refused } = await two.store.people.takeIn([...broken, player]);
    expect([taken, refused.length]).toEqual([1, broken.length]);
    expect(two.tables()).toMatchObject({ players: [{ name: 'ana@example.org' }], accounts: [] });
  });

  it('takes a page of another appliance in pieces, while everybody else has their turn', async () => {
    const [one, two] = [await anAppliance(), await anAppliance()];
    const players = 210;
    one.store.transact('the people of a range', () => {
      for (let n = 0; n < players; n++) one.store.players.add(`Player ${n}`, null);
    });
    const { records } = one.store.people.changesSince(0, 500);
    expect(records).toHaveLength(players);
    expect(await turnsDuring(() => two.store.people.takeIn(records))).toBeGreaterThan(2);
    expect(two.tables()).toEqual(one.tables());
  });

  it('ends in the same tables however records travel', async () => {
    const step = fc.record({
      at: fc.nat(2),
      what: fc.constantFrom(
        'register',
        'rename',
        'pin',
        'card',
        'coach',
        'release',
        'drill',
        'visit',
        'score',
        'remove',
        'join',
        'part',
        'tell',
      ),
      who: fc.nat(5),
      other: fc.nat(5),
      to: fc.nat(2),
      pass: fc.constantFrom(0, 1, 60_000),
      seed: fc.nat(1_000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const appliances = [
          await anAppliance(),
          await anAppliance('2026-11-26T10:20:00Z'),
          await anAppliance('1970-01-01T00:00:00Z'),
        ];
        for (const one of steps) await play(one, appliances);
        await agree(...appliances);
        const [first, second, third] = appliances.map(({ tables }) => tables());
        expect(second).toEqual(first);
        expect(third).toEqual(first);
        // Somebody new, who hears it all in another order and twice, ends there as well.
        const fourth = await anAppliance();
        const records = appliances.flatMap(everything);
        const shuffled = records.toSorted((left, right) => hashOf(left.key) - hashOf(right.key));
        for (const record of [...shuffled, ...records]) await fourth.store.people.takeIn([record]);
        expect(fourth.tables()).toEqual(first);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

let visitsBegun = 0;

interface Step {
  readonly at: number;
  readonly what: string;
  readonly who: number;
  readonly other: number;
  readonly to: number;
  readonly pass: number;
  readonly seed: number;
}

async function play(step: Step, appliances: readonly Appliance[]): Promise<void> {
  const { what, who, other, pass, seed } = step;
  const [here, there] = [appliances[step.at], appliances[step.to]] as [Appliance, Appliance];
  const { store, clock } = here;
  clock.pass(pass);
  const players = store.players.list();
  const [player, peer] = [players[who % Math.max(players.length, 1)], players[other % Math.max(players.length, 1)]];
  if (what === 'register') {
    if (store.accounts.findByEmail(`p${who}@example.org`) === undefined)
      register(here, `p${who}@example.org`, `n${seed}`);
    return;
  }
  if (what === 'tell') {
    const records = everything(here).filter((_, at) => (at * 7 + seed) % 3 > 0);
    await there.store.people.takeIn(records);
    return;
  }
  if (player === undefined || peer === undefined) return;
  switch (what) {
    case 'rename':
      store.players.change(player.id, seed % 2 === 0 ? { name: `n${seed}` } : { handicap: seed });
      break;
    case 'pin': {
      const holder = store.accounts.findByPin(`pin${other}`);
      if (holder === undefined || holder.player === player.id) store.accounts.setPin(player.id, `pin${other}`);
      break;
    }
    case 'card':
      store.accounts.bindCard(`card${other}`, player.id);
      break;
    case 'coach':
      if (store.accounts.find(peer.id) !== undefined) store.accounts.assignCoach(peer.id, player.id);
      break;
    case 'release':
      store.accounts.releaseCoach(peer.id, player.id);
      break;
    case 'drill':
      store.players.noteDrillDone(player.id, 'towel-drill', null);
      break;
    case 'visit':
      store.players.beginSession(`visit-${visitsBegun++}`, 'bay');
      break;
    case 'score':
      store.consistency.keepBest({
        session: `visit-${other}`,
        player: player.id,
        points: seed,
        low: 0,
        high: 100,
        swings: [],
      });
      break;
    case 'join':
      if (player.id !== peer.id) store.players.join(player.id, peer.id);
      break;
    case 'part': {
      const joined = store.players.idsOf(player.id).at(-1);
      if (joined !== undefined) store.players.join(joined, null);
      break;
    }
    case 'remove':
      if (seed % 3 === 0) store.players.remove(player.id);
      break;
  }
}

function hashOf(text: string): number {
  let hash = 7;
  for (const sign of text) hash = (hash * 31 + sign.charCodeAt(0)) % 1_000_003;
  return hash;
}
