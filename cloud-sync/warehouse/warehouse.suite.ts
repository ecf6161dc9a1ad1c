/** The contract of `Warehouse`, run on every server that a machine has. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isBayError, isRetryable } from '../../device/errors/bay-error.ts';
import type { FleetAggregate, SwingAnalysisRow, Warehouse } from '../../device/ports/warehouse.port.ts';
import { seededRandom } from '../../device/virtual-bay/random.ts';
import { VECTOR_DIMENSIONS } from './tables.ts';
import { analysisRow, point, poseRow, progressRow, RECORDED_AT, userRow, videoRow } from './warehouse-rows.fixture.ts';

export interface WarehouseUnderTest {
  /** Another line to the same tables. */
  readonly open: () => Promise<Warehouse>;
}

const DAY = { from: '2026-05-17T00:00:00Z', to: '2026-05-18T00:00:00Z' };

export function describeWarehouse(kind: string, setUp: () => WarehouseUnderTest): void {
  describe(`warehouse: ${kind}`, () => {
    let warehouse: Warehouse;
    const users = new Set<string>();

    beforeAll(async () => {
      warehouse = await setUp().open();
      await warehouse.prepare();
    });

    beforeEach(async () => {
      for (const user of users) await warehouse.forget({ user });
      users.clear();
      users.add('anna');
      await warehouse.settle();
    });

    afterAll(() => warehouse.close());

    const swingsOf = async (): Promise<FleetAggregate[]> => {
      await warehouse.settle();
      return [...(await warehouse.aggregate({ interval: '1d', scope: 'bay', ...DAY }))];
    };

    it('holds a batch once, however often it is sent', async () => {
      const batch = {
        users: [userRow('anna')],
        videos: [videoRow('s1')],
        poses: [poseRow('s1', { vectorSpace: point(1) })],
        swing_analysis: [analysisRow('s1')],
        progress: [progressRow('visit-1')],
      };
      for (let time = 0; time < 3; time++) await warehouse.upsert(batch);
      await warehouse.settle();
      expect(await warehouse.countRows()).toEqual({ users: 1, videos: 1, poses: 1, swing_analysis: 1, progress: 1 });
    });

    it('keeps the newest revision, in whatever order revisions come', async () => {
      const revision = (version: number): SwingAnalysisRow => analysisRow('s1', { version, overallScore: version });
      await warehouse.upsert({ swing_analysis: [revision(2)] });
      await warehouse.upsert({ swing_analysis: [revision(3), revision(1)] });
      await warehouse.upsert({ swing_analysis: [revision(2)] });
      expect(await swingsOf()).toMatchObject([{ swings: 1, meanScore: 3 }]);
    });

    it('takes the later of two rows of the same version', async () => {
      await warehouse.upsert({ swing_analysis: [analysisRow('s1', { overallScore: 5 })] });
      await warehouse.upsert({ swing_analysis: [analysisRow('s1', { overallScore: 8 })] });
      expect(await swingsOf()).toMatchObject([{ swings: 1, meanScore: 8 }]);
    });

    it('takes a batch that is larger than a statement, with the same key in it twice', async () => {
      const rows = Array.from({ length: 2_300 }, (_, i) => analysisRow(`s${i % 2_000}`));
      await warehouse.upsert({ swing_analysis: rows });
      expect(await swingsOf()).toMatchObject([{ swings: 2_000, players: 1 }]);
    });

    it('takes rows of many months, and nothing but nulls where they are allowed', async () => {
      const rows = [1, 4, 9, 12].map((month) =>
        analysisRow(`m${month}`, {
          recordedAt: `2025-${String(month).padStart(2, '0')}-28T23:59:59.999Z`,
          club: null,
          overallScore: null,
          clubSpeedMps: null,
          ballSpeedMps: null,
          carryM: null,
          faults: [],
          metrics: {},
          withheld: {},
          feedback: [],
        }),
      );
      await warehouse.upsert({ swing_analysis: rows });
      await warehouse.settle();
      const found = await warehouse.aggregate({ interval: '1d', scope: 'fleet', from: '2025-01-01', to: '2026-01-01' });
      expect(found.map(({ from }) => from.slice(0, 10))).toEqual([
        '2025-01-28',
        '2025-04-28',
        '2025-09-28',
        '2025-12-28',
      ]);
      expect(found.every(({ meanScore, meanCarryM }) => meanScore === null && meanCarryM === null)).toBe(true);
    });

    it('takes metrics that it has never seen, whole numbers and others', async () => {
      const values = [90, 90.5, -1e-7, 1e21];
      await warehouse.upsert({
        swing_analysis: values.map((value, i) =>
          analysisRow(`s${i}`, { metrics: { wholly_new: { value, low: 1, high: 2.5, unit: 'deg' } } }),
        ),
      });
      expect(await swingsOf()).toMatchObject([{ swings: 4 }]);
    });

    it('keeps texts as they are, in every script', async () => {
      users.add("山田 “花子” \\ ' ; --");
      const user = "山田 “花子” \\ ' ; --";
      await warehouse.upsert({
        users: [userRow(user, { username: 'Ö"{},\\', settings: { nickname: 'a"b\\c\n' } })],
        swing_analysis: [analysisRow('s1', { userId: user, bay: '§ "1"', faults: ['a,b', 'c"d', '{}'] })],
      });
      expect(await swingsOf()).toMatchObject([{ bay: '§ "1"', swings: 1 }]);
    });

    it('sums up by step and by bay, facility and fleet as counting by hand does', async () => {
      const rows = drawnSwings(400);
      for (const { userId } of rows) users.add(userId);
      await warehouse.upsert({ swing_analysis: rows });
      await warehouse.settle();
      for (const interval of ['5m', '1h', '1d'] as const) {
        for (const scope of ['bay', 'facility', 'fleet'] as const) {
          const found = await warehouse.aggregate({ interval, scope, ...DAY });
          expect(rounded(found)).toEqual(rounded(countedByHand(rows, interval, scope)));
        }
      }
      const narrow = await warehouse.aggregate({
        interval: '1d',
        scope: 'bay',
        ...DAY,
        facility: 'north',
        bay: 'bay-2',
      });
      expect(narrow).toHaveLength(1);
      expect(narrow).toMatchObject([{ facility: 'north', bay: 'bay-2' }]);
    });

    it('sums up truly after late, repeated and older revisions, sent side by side, and after erasures', async () => {
      const rows = drawnSwings(200);
      for (const { userId } of rows) users.add(userId);
      const revised = rows.map((row, i) => (i % 3 === 0 ? { ...row, version: 2, overallScore: 9, carryM: null } : row));
      const lines = await Promise.all([setUp().open(), setUp().open(), setUp().open()]);
      // The same hours of the same players over several lines at once; a bay that was away for days comes last.
      const late = rows.filter((_, i) => i % 5 === 0);
      const inTime = revised.filter((_, i) => i % 5 !== 0);
      await Promise.all([
        lines[0]?.upsert({ swing_analysis: rows.slice(0, 120).filter((row) => !late.includes(row)) }),
        lines[1]?.upsert({ swing_analysis: inTime }),
        lines[2]?.upsert({ swing_analysis: rows.slice(60).filter((row) => !late.includes(row)) }),
      ]);
      await warehouse.upsert({ swing_analysis: revised });
      await warehouse.upsert({ swing_analysis: late });
      await Promise.all(lines.map((line) => line.close()));
      const expectSums = async (left: readonly SwingAnalysisRow[]): Promise<void> => {
        await warehouse.settle();
        for (const interval of ['5m', '1h', '1d'] as const) {
          for (const scope of ['bay', 'facility', 'fleet'] as const) {
            const found = await warehouse.aggregate({ interval, scope, ...DAY });
            expect(rounded(found)).toEqual(rounded(countedByHand(left, interval, scope)));
          }
        }
      };
      await expectSums(revised);
      for (const { userId, id } of revised.slice(0, 20)) await warehouse.forget({ user: userId, swings: [id] });
      await expectSums(revised.slice(20));
      await warehouse.forget({ user: 'ben' });
      await expectSums(revised.slice(20).filter(({ userId }) => userId !== 'ben'));
      await warehouse.upsert({ swing_analysis: revised });
      await expectSums(revised);
    });

    it('counts a swing where its newest row says that it was made, and nowhere else', async () => {
      const rows = ['s1', 's2', 's3'].map((id) => analysisRow(id));
      await warehouse.upsert({ swing_analysis: rows });
      const placesOf = async () => {
        await warehouse.settle();
        const [hours, days] = await Promise.all(
          (['1h', '1d'] as const).map(async (interval) => {
            const found = await warehouse.aggregate({ interval, scope: 'bay', ...DAY });
            return found.map(({ facility, bay, swings }) => [facility, bay, swings]);
          }),
        );
        expect(hours).toEqual(days);
        return hours;
      };
      const moved = rows.map((row) => ({ ...row, facility: 'south', version: 2 }));
      await warehouse.upsert({ swing_analysis: moved.slice(0, 2) });
      expect(await placesOf()).toEqual([
        ['north', 'bay-1', 1],
        ['south', 'bay-1', 2],
      ]);
      // Older words move nothing.
      await warehouse.upsert({ swing_analysis: rows });
      await warehouse.upsert({ swing_analysis: moved.slice(2) });
      expect(await placesOf()).toEqual([['south', 'bay-1', 3]]);
    });

    it('sums up truly when several bays forget one player at once, while another sends', async () => {
      const rows = drawnSwings(240).map((row) => ({ ...row, userId: 'anna' }));
      await warehouse.upsert({ swing_analysis: rows });
      const bays = ['bay-1', 'bay-2', 'bay-3'];
      const lines = await Promise.all(bays.map(() => setUp().open()));
      const revised = rows.flatMap((row) => (row.bay === 'bay-3' ? [{ ...row, version: 2, overallScore: 3 }] : []));
      await Promise.all(
        lines.map(async (line, i) => {
          const own = rows.filter(({ bay }) => bay === bays[i]);
          for (let from = 0; from < own.length; from += 10) {
            if (i === 2) await line.upsert({ swing_analysis: revised.slice(from, from + 10) });
            else await line.forget({ user: 'anna', swings: own.slice(from, from + 10).map(({ id }) => id) });
          }
        }),
      );
      await Promise.all(lines.map((line) => line.close()));
      await warehouse.settle();
      for (const interval of ['5m', '1h', '1d'] as const) {
        const found = await warehouse.aggregate({ interval, scope: 'bay', ...DAY });
        expect(rounded(found)).toEqual(rounded(countedByHand(revised, interval, 'bay')));
      }
    });

    it('answers a stretch that ends within an hour from the swings of just that stretch', async () => {
      const at = (minute: number): string => `2026-05-17T10:${String(minute).padStart(2, '0')}:00.000Z`;
      await warehouse.upsert({
        swing_analysis: [10, 20, 40].map((minute) => analysisRow(`s${minute}`, { recordedAt: at(minute) })),
      });
      await warehouse.settle();
      const asked = { interval: '1h', scope: 'fleet', from: at(15), to: at(35) } as const;
      expect(await warehouse.aggregate(asked)).toMatchObject([{ from: at(0), swings: 1 }]);
      expect(await warehouse.aggregate({ ...asked, from: at(0), to: '2026-05-17T11:00:00Z' })).toMatchObject([
        { swings: 3 },
      ]);
    });

    it('counts a swing on the border of two questions once', async () => {
      await warehouse.upsert({ swing_analysis: [analysisRow('s1', { recordedAt: '2026-05-17T12:00:00.000Z' })] });
      await warehouse.settle();
      const noon = '2026-05-17T12:00:00Z';
      const before = await warehouse.aggregate({ interval: '1h', scope: 'fleet', from: DAY.from, to: noon });
      const after = await warehouse.aggregate({ interval: '1h', scope: 'fleet', from: noon, to: DAY.to });
      expect([before.length, after.length]).toEqual([0, 1]);
    });

    it('finds the nearest swings, nearest first, with their distance', async () => {
      await warehouse.upsert({ poses: [3, 1, 2, 40].map((far) => poseRow(`s${far}`, { vectorSpace: point(far) })) });
      await warehouse.settle();
      const found = await warehouse.nearest({ space: 'space', embeddingVersion: 1, vector: point(0), limit: 3 });
      expect(found.map(({ swingId }) => swingId)).toEqual(['s1', 's2', 's3']);
      expect(found.map(({ distance }) => Math.round(distance * 1e4) / 1e4)).toEqual([1, 2, 3]);
      expect(found[0]).toMatchObject({ userId: 'anna', facility: 'north', bay: 'bay-1', recordedAt: RECORDED_AT });
    });

    it('finds neighbours of the same space and version alone, and never the swing itself', async () => {
      await warehouse.upsert({
        poses: [
          poseRow('own', { vectorSpace: point(0) }),
          poseRow('other-space', { vectorFaceOn: point(0) }),
          poseRow('other-version', { vectorSpace: point(0), embeddingVersion: 2 }),
          poseRow('near', { vectorSpace: point(1) }),
          poseRow('without'),
        ],
      });
      await warehouse.settle();
      const query = { space: 'space', embeddingVersion: 1, vector: point(0), exceptSwing: 'own', limit: 10 } as const;
      expect((await warehouse.nearest(query)).map(({ swingId }) => swingId)).toEqual(['near']);
    });

    it('finds one player’s own swings among closer ones of others', async () => {
      users.add('ben');
      const others = Array.from({ length: 120 }, (_, i) =>
        poseRow(`b${i}`, { userId: 'ben', vectorSpace: point(0.001 * i, 1) }),
      );
      await warehouse.upsert({ poses: [...others, poseRow('mine', { vectorSpace: point(5) })] });
      await warehouse.settle();
      const query = { space: 'space', embeddingVersion: 1, vector: point(0), user: 'anna', limit: 5 } as const;
      expect((await warehouse.nearest(query)).map(({ swingId }) => swingId)).toEqual(['mine']);
    });

    it('forgets a swing with its films and poses, and a player with everything', async () => {
      users.add('ben');
      await warehouse.upsert({
        users: [userRow('anna'), userRow('ben')],
        videos: [videoRow('s1'), videoRow('s2')],
        poses: [poseRow('s1'), poseRow('s2')],
        swing_analysis: [analysisRow('s1'), analysisRow('s2'), analysisRow('s3', { userId: 'ben' })],
        progress: [progressRow('visit-1')],
      });
      for (let time = 0; time < 2; time++) await warehouse.forget({ user: 'anna', swings: ['s1'] });
      await warehouse.settle();
      expect(await warehouse.countRows()).toEqual({ users: 2, videos: 1, poses: 1, swing_analysis: 2, progress: 1 });
      await warehouse.forget({ user: 'anna' });
      await warehouse.settle();
      expect(await warehouse.countRows()).toEqual({ users: 1, videos: 0, poses: 0, swing_analysis: 1, progress: 0 });
    });

    it('forgets what a visit was summed up to, and nothing else of it', async () => {
      await warehouse.upsert({
        swing_analysis: [analysisRow('s1', { sessionId: 'visit-1' })],
        progress: [progressRow('visit-1'), progressRow('visit-2')],
      });
      for (let time = 0; time < 2; time++) await warehouse.forget({ user: 'anna', visits: ['visit-1'] });
      await warehouse.settle();
      expect(await warehouse.countRows()).toMatchObject({ swing_analysis: 1, progress: 1 });
    });

    it('may be prepared again and by several at once, over tables that hold rows', async () => {
      await warehouse.upsert({ swing_analysis: [analysisRow('s1')] });
      const others = await Promise.all([setUp().open(), setUp().open(), setUp().open()]);
      await Promise.all(others.map((other) => other.prepare()));
      await Promise.all(
        others.map((other, i) =>
          other.upsert({
            swing_analysis: Array.from({ length: 50 }, (_, k) =>
              analysisRow(`s${k}`, { version: i + 1, recordedAt: '2027-01-03T10:00:00Z' }),
            ),
          }),
        ),
      );
      await Promise.all(others.map((other) => other.close()));
      await warehouse.settle();
      expect((await warehouse.countRows()).swing_analysis).toBe(51);
    });

    it.each([
      ['without a facility', { facility: undefined as unknown as string }, 'facility'],
      ['of a clock that was never set', { recordedAt: '1970-01-01T00:00:12Z' }, 'recordedAt'],
      ['with a number that is none', { carryM: Number.NaN }, 'carryM'],
      ['with a key that names no column', { metrics: { 'shoulder-turn@top': 3 } }, 'metrics'],
      ['with a text beyond all measure', { club: 'x'.repeat(9_000) }, 'club'],
    ])('refuses a row %s before anything is sent, and names it', async (_, wrong, field) => {
      const refusal: unknown = await warehouse
        .upsert({ users: [userRow('anna')], swing_analysis: [analysisRow('s1'), analysisRow('s2', wrong)] })
        .catch((error: unknown) => error);
      expect(isBayError(refusal) && [refusal.code, refusal.retryable]).toEqual(['warehouse/row-refused', false]);
      expect((refusal as Error).message).toContain(`s2 of swing_analysis is not taken: ${field}`);
      await warehouse.settle();
      expect((await warehouse.countRows()).users).toBe(0);
    });

    it('does not answer what cannot be asked', async () => {
      const query = { space: 'space', embeddingVersion: 1, vector: point(0), limit: 5 } as const;
      await expect(warehouse.nearest({ ...query, vector: [1, 2] })).rejects.toThrow(`${VECTOR_DIMENSIONS} numbers`);
      await expect(warehouse.nearest({ ...query, limit: 0 })).rejects.toMatchObject({
        code: 'warehouse/asked-wrongly',
      });
      const asked = warehouse.aggregate({ interval: '1h', scope: 'fleet', from: 'yesterday', to: DAY.to });
      await expect(asked).rejects.toMatchObject({ code: 'warehouse/asked-wrongly' });
    });

    it('refuses every call once it is closed, which may be asked for twice', async () => {
      const other = await setUp().open();
      await Promise.all([other.close(), other.close()]);
      const calls = [
        other.prepare(),
        other.upsert({ users: [userRow('anna')] }),
        other.settle(),
        other.countRows(),
        other.forget({ user: 'anna' }),
        other.aggregate({ interval: '1h', scope: 'fleet', ...DAY }),
        other.nearest({ space: 'space', embeddingVersion: 1, vector: point(0), limit: 1 }),
      ];
      const errors = await Promise.all(calls.map((call) => call.then(() => null).catch((error: unknown) => error)));
      expect(errors.map((error) => isBayError(error) && error.code)).toEqual(calls.map(() => 'warehouse/closed'));
      expect(errors.some(isRetryable)).toBe(false);
    });
  });
}

function drawnSwings(count: number): SwingAnalysisRow[] {
  const random = seededRandom(11);
  return Array.from({ length: count }, (_, i) => {
    const at = Date.parse(DAY.from) + Math.floor(random.between(0, 86_400_000));
    return analysisRow(`d${i}`, {
      userId: random.pick(['anna', 'ben', 'carla', 'dev']),
      facility: random.pick(['north', 'south']),
      bay: random.pick(['bay-1', 'bay-2', 'bay-3']),
      kind: random.pick(['shot', 'shot', 'practice']),
      recordedAt: new Date(at).toISOString(),
      overallScore: random.next() < 0.2 ? null : random.between(2, 9),
      clubSpeedMps: random.between(30, 50),
      carryM: random.next() < 0.5 ? null : random.between(80, 220),
    });
  });
}

const STEP_MS = { '5m': 300_000, '1h': 3_600_000, '1d': 86_400_000 } as const;

function countedByHand(
  rows: readonly SwingAnalysisRow[],
  interval: keyof typeof STEP_MS,
  scope: 'bay' | 'facility' | 'fleet',
): FleetAggregate[] {
  const groups = new Map<string, SwingAnalysisRow[]>();
  for (const row of rows) {
    const bucket = Math.floor(Date.parse(row.recordedAt) / STEP_MS[interval]) * STEP_MS[interval];
    const place = scope === 'fleet' ? [null, null] : [row.facility, scope === 'bay' ? row.bay : null];
    const key = JSON.stringify([new Date(bucket).toISOString(), ...place]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [from, facility, bay] = JSON.parse(key) as [string, string | null, string | null];
      return {
        from,
        facility,
        bay,
        swings: group.length,
        shots: group.filter((row) => row.kind === 'shot').length,
        players: new Set(group.map((row) => row.userId)).size,
        meanScore: mean(group.map((row) => row.overallScore)),
        meanClubSpeedMps: mean(group.map((row) => row.clubSpeedMps)),
        meanCarryM: mean(group.map((row) => row.carryM)),
      };
    });
}

function mean(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
}

/** Sums of fractions differ in their last digits by the order in which they are made. */
function rounded(aggregates: readonly FleetAggregate[]): unknown {
  return JSON.parse(
    JSON.stringify(aggregates, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(9)) : value,
    ),
  );
}
