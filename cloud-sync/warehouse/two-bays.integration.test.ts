/** Two bays of a facility that know the same players and tell the same warehouse. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import { type LineCut, openCutWarehouse } from './cut-warehouse.fixture.ts';
import { type AskedPostgres, postgresBinaries, startAskedPostgres } from './postgres-server.fixture.ts';
import { analysisRow } from './warehouse-rows.fixture.ts';
import { openTellingBay, type TellingBay } from './telling-bay.fixture.ts';

if (postgresBinaries() === null) {
  process.stdout.write(
    'Two bays and a warehouse: PostgreSQL is not installed (`./swingbay test --install-servers`).\n',
  );
}

const CUTS_OF_A_TELLING = 4;
const AGREES_AGAIN = { sharesSince: '2026-06-01T10:00:00.000Z' };

describe.runIf(postgresBinaries() !== null)('a player of two bays', () => {
  let postgres: AskedPostgres;
  let one: TellingBay;
  let two: TellingBay;
  let player: string;
  let schema = 0;

  beforeAll(async () => {
    postgres = await startAskedPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(begin);
  afterEach(end);

  async function begin(): Promise<void> {
    schema++;
    one = await openTellingBay(false, 'bay-1');
    two = await openTellingBay(false, 'bay-2');
    player = one.player();
    await two.hear(one);
    await (await opened()).close();
  }

  const where = () => ({ url: postgres.server.url, schema: `bays_${schema}` });
  const opened = () => openCutWarehouse(where(), () => 'none');

  async function end(): Promise<void> {
    await one.close();
    await two.close();
  }

  /** Until a bay has said everything that it owes. */
  async function told(bay: TellingBay, cutOf?: (statement: string) => LineCut): Promise<void> {
    const sync = bay.tell(where(), cutOf && ((config) => openCutWarehouse(config, cutOf)));
    await expect
      .poll(() => sync.state(), { timeout: 30_000, interval: 5 })
      .toMatchObject({
        ...{ pending: 0, activity: 'idle', parked: 0 },
      });
    await bay.quiet();
  }

  const ask = async (text: string): Promise<Record<string, unknown>[]> =>
    (await postgres.client.query<Record<string, unknown>>(text.replaceAll('$S', `bays_${schema}`))).rows;

  /** The swings of a bay, by each table that has them. */
  async function swingsOf(bay: string): Promise<string[]> {
    const idsIn = async (table: string): Promise<string[]> =>
      (await ask(`SELECT swing_id AS id FROM $S.${table} WHERE bay = '${bay}' ORDER BY 1`)).map(({ id }) => String(id));
    const [analyses, poses, videos] = [await idsIn('swing_analysis'), await idsIn('poses'), await idsIn('videos')];
    expect([poses, videos]).toEqual([analyses, analyses]);
    return analyses;
  }

  const visits = async () =>
    (await ask('SELECT id, swings FROM $S.progress ORDER BY id')).map(({ id, swings }) => [id, swings]);
  const users = async () => (await ask('SELECT id FROM $S.users')).map(({ id }) => id);

  /** What is kept as sums is what counting the swings gives. */
  async function expectTrueSums(): Promise<void> {
    for (const [sums, step] of [
      ['swing_sums_by_hour', 'hour'],
      ['swing_sums_by_day', 'day'],
    ] as const) {
      const kept = await ask(
        `SELECT user_id, facility, bay, bucket, swings::int, shots::int, score_sum, score_count::int FROM $S.${sums} ORDER BY 1, 2, 3, 4`,
      );
      const counted = await ask(
        `SELECT user_id, facility, bay, date_trunc('${step}', recorded_at, 'UTC') AS bucket, count(*)::int AS swings,
          count(*) FILTER (WHERE kind = 'shot')::int AS shots, sum(overall_score) AS score_sum, count(overall_score)::int AS score_count
          FROM $S.swing_analysis GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      );
      expect(kept).toEqual(counted);
    }
  }

  it('is forgotten of the bay at which they take their consent back, and stays what another bay told', async () => {
    await one.swing(player, 'visit-1');
    await one.swing(player, 'visit-2');
    const kept = [await two.swing(player, 'visit-3'), await two.swing(player, 'visit-3')];
    await told(one);
    await told(two);
    one.store.players.change(player, { sharesSince: null });
    await told(one);
    expect(await swingsOf('bay-1')).toEqual([]);
    expect(await swingsOf('bay-2')).toEqual(kept.toSorted());
    expect(await visits()).toEqual([[`visit-3/${player}`, 2]]);
    // Who they are nobody is told who has not asked them again.
    expect(await users()).toEqual([]);
    await expectTrueSums();
    await two.hear(one);
    await told(two);
    expect([await swingsOf('bay-2'), await visits(), await users()]).toEqual([[], [], []]);
    await expectTrueSums();
  });

  it('is not forgotten by a bay that hears late of a consent taken back and given again elsewhere', async () => {
    const mine = await one.swing(player, 'visit-1');
    const theirs = await two.swing(player, 'visit-2');
    await told(one);
    await told(two);
    one.store.players.change(player, { sharesSince: null });
    await two.hear(one);
    await told(two);
    two.store.players.change(player, AGREES_AGAIN);
    await told(two);
    expect(await users()).toEqual([player]);
    // Bay 1 had no line to the warehouse all the while, and none to its facility.
    await told(one);
    expect([await swingsOf('bay-1'), await swingsOf('bay-2')]).toEqual([[], [theirs]]);
    expect([await visits(), await users()]).toEqual([[[`visit-2/${player}`, 1]], [player]]);
    await expectTrueSums();
    await one.hear(two);
    await told(one);
    expect([await swingsOf('bay-1'), await swingsOf('bay-2')]).toEqual([[mine], [theirs]]);
    expect((await visits()).map(([id]) => id)).toEqual([`visit-1/${player}`, `visit-2/${player}`]);
    await expectTrueSums();
  });

  it('is told anew, after what is still owed of the withdrawal, where they agree again before that was heard', async () => {
    const swing = await one.swing(player, 'visit-1');
    await told(one);
    one.store.players.change(player, { sharesSince: null });
    one.store.players.change(player, AGREES_AGAIN);
    const said: string[] = [];
    await told(one, (statement) => {
      said.push(statement.split(' ', 1)[0] ?? '');
      return 'none';
    });
    expect(said.lastIndexOf('DELETE')).toBeLessThan(said.indexOf('INSERT', said.indexOf('DELETE')));
    expect([await swingsOf('bay-1'), await users()]).toEqual([[swing], [player]]);
    expect(await visits()).toEqual([[`visit-1/${player}`, 1]]);
    await expectTrueSums();
  });

  it('is forgotten with everything that any bay told when their account is deleted', async () => {
    await one.swing(player, 'visit-1');
    await two.swing(player, 'visit-2');
    await told(one);
    await told(two);
    one.store.players.remove(player);
    await told(one);
    expect([await swingsOf('bay-1'), await swingsOf('bay-2'), await visits(), await users()]).toEqual([[], [], [], []]);
    await expectTrueSums();
  });

  it('is forgotten in pieces where they have swung more often than a statement may name', async () => {
    for (let n = 0; n < 3; n++) await one.swing(player, `visit-${n}`);
    await told(one);
    const warehouse = await opened();
    const more = Array.from({ length: 1_200 }, (_, n) => analysisRow(`more-${n}`, { userId: player }));
    await warehouse.upsert({ swing_analysis: more });
    const swings = (await ask('SELECT swing_id AS id FROM $S.swing_analysis')).map(({ id }) => String(id));
    await warehouse.forget({ user: player, swings, visits: [], profileUpTo: 0 });
    await warehouse.close();
    expect([await swingsOf('bay-1'), await users()]).toEqual([[], [player]]);
    await expectTrueSums();
  });

  type Deed = {
    readonly what: 'swing' | 'delete' | 'withdraw' | 'agree' | 'hear' | 'tell' | 'tell badly';
    readonly at: 0 | 1;
  };
  const deeds = fc.array(
    fc.record<Deed>({
      what: fc.constantFrom('swing', 'swing', 'delete', 'withdraw', 'agree', 'hear', 'tell', 'tell badly'),
      at: fc.constantFrom(0, 1),
    }),
    { minLength: 4, maxLength: 16 },
  );

  it('has in the warehouse what each bay may tell, whatever happens in whatever order and wherever the line breaks', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (all, seed) => {
        await end();
        await begin();
        const random = seededRandom(seed);
        const bays = [one, two] as const;
        const alive = [new Set<string>(), new Set<string>()] as const;
        let cuts = 0;
        const badly = (): LineCut => {
          if (cuts === 0 || random.next() < 0.5) return 'none';
          cuts--;
          return random.pick(['before it is said', 'before it is answered'] as const);
        };
        const mayTell = (at: 0 | 1): string[] =>
          bays[at].store.players.mayLeaveBay(player) ? [...alive[at]].toSorted() : [];
        const tell = async (at: 0 | 1, cutOf?: (statement: string) => LineCut): Promise<void> => {
          const other = at === 0 ? 'bay-2' : 'bay-1';
          const before = await swingsOf(other);
          await told(bays[at], cutOf);
          expect(await swingsOf(`bay-${at + 1}`)).toEqual(mayTell(at));
          expect(await swingsOf(other)).toEqual(before);
          await expectTrueSums();
        };
        for (const { what, at } of all) {
          const bay = bays[at];
          switch (what) {
            case 'swing':
              alive[at].add(await bay.swing(player, `visit-${at}-${alive[at].size % 2}`));
              break;
            case 'delete': {
              const [first] = alive[at];
              if (first !== undefined) await bay.store.swings.remove(first);
              alive[at].delete(first ?? '');
              break;
            }
            case 'withdraw':
              bay.store.players.change(player, { sharesSince: null });
              break;
            case 'agree':
              bay.store.players.change(player, { sharesSince: new Date().toISOString() });
              break;
            case 'hear':
              await bay.hear(bays[at === 0 ? 1 : 0]);
              break;
            case 'tell':
              await tell(at);
              break;
            case 'tell badly':
              cuts = CUTS_OF_A_TELLING;
              await tell(at, badly);
              break;
          }
        }
        for (let round = 0; round < 2; round++) {
          await one.hear(two);
          await two.hear(one);
        }
        for (const at of [0, 1] as const) await tell(at);
        const may = one.store.players.mayLeaveBay(player);
        expect(two.store.players.mayLeaveBay(player)).toBe(may);
        const counts = new Map<string, number>();
        for (const [at, bay] of bays.entries()) {
          for (const id of may ? (alive[at] ?? []) : []) {
            const visit = `${bay.store.swings.find(id).session}/${player}`;
            counts.set(visit, (counts.get(visit) ?? 0) + 1);
          }
        }
        expect(await visits()).toEqual([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
        const hasSwung = all.some(({ what }) => what === 'swing');
        expect(await users()).toEqual(may && hasSwung ? [player] : []);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
