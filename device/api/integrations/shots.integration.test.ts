import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchMonitorConfigSchema } from '../../../firmware-bridge/launch-monitor/launch-monitor.config.ts';
import { csvShotReader } from '../../../firmware-bridge/launch-monitor/csv-shot-reader.ts';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { shotImportSchema, takenShotsSchema } from '../contract/shots.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { call, type Person, personIn } from '../fixtures/people-in-test.ts';

const PHONE = 'bay-7.range.example';
const COLUMNS = { time: 'Date', id: 'Shot Id', club: 'Club', distance: 'Distance' };
const { arccos } = launchMonitorConfigSchema.parse({ arccos: { columns: COLUMNS } });
const BALL = { speedMps: 62, directionDeg: -1.5, launchDeg: 14 };
let api: ApiInTest;
let operator: Person;
let anna: Person;

beforeEach(async () => {
  api = await startApi({ shotFiles: csvShotReader(arccos) });
  operator = await personIn(api, 'operator');
  anna = await personIn(api, 'player', 'anna');
});
afterEach(() => api.close());

const as = (of: Person, line: string, json?: unknown) => call(api, line, { host: PHONE, token: of.accessToken, json });
const give = (of: Person, shots: readonly object[], more: object = {}) =>
  as(of, 'POST /api/v1/integrations/shots', { device: 'Mevo+', shots, ...more });

async function readIn(of: Person, text: string | Buffer, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([text]), 'shots.csv');
  const headers = { Authorization: `Bearer ${of.accessToken}` };
  const answer = await api.fetch('/api/v1/integrations/import', { method: 'POST', body: form, headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const incoming = (): string[] => readdirSync(api.store.media.incomingDirectory);

/** A shot that was just made, with a report. */
function swing(player: string | null = null): { id: string; at: string } {
  const { id } = api.store.swings.recordSwing(aSwing({ player }));
  api.store.swings.storeRevision({ report: sampleReport(id) });
  return { id, at: api.store.swings.find(id).recordedAt };
}

describe('a shot of another program', () => {
  it('is taken once, however often it is sent, and its own name is answered', async () => {
    const first = takenShotsSchema.parse((await give(operator, [{ id: '17', ball: BALL }])).body);
    expect(first.shots).toMatchObject([{ id: '17', isNew: true, swing: null }]);
    const again = takenShotsSchema.parse((await give(operator, [{ id: '17', ball: BALL }, { id: '18' }])).body);
    expect(again.shots).toMatchObject([{ id: '17', isNew: false, shot: first.shots[0]?.shot }, { id: '18' }]);
    const { shots } = (await as(operator, 'GET /api/v1/integrations/shots')).body as { shots: object[] };
    expect(shots).toMatchObject([
      { number: '18', source: 'program', ball: null },
      { number: '17', device: 'Mevo+', ball: { ...BALL, spinRpm: null, carryM: null } },
    ]);
  });

  it('finds the swing of its time, which then has a revision with the ball', async () => {
    const { id, at } = swing();
    const struckAt = new Date(Date.parse(at) - 3_000).toISOString();
    const { body } = await give(operator, [{ id: '1', struckAt, ball: BALL }]);
    expect(takenShotsSchema.parse(body).shots[0]).toMatchObject({ swing: id });
    expect(api.store.swings.report(id)).toMatchObject({ revision: 2, shot: { source: 'program', ball: BALL } });
    const other = { id: '2', struckAt, ball: BALL };
    expect((await give(operator, [other])).body['shots']).toMatchObject([{ swing: null }]);
  });

  it('of a player is joined to that player’s swings alone, and seen by nobody else', async () => {
    const ben = await personIn(api, 'player', 'ben');
    const { at } = swing(ben.player);
    expect((await give(anna, [{ id: '1', struckAt: at }])).body['shots']).toMatchObject([{ swing: null }]);
    expect((await give(ben, [{ id: '1', struckAt: at }])).body['shots']).toMatchObject([
      { isNew: true, swing: expect.any(String) },
    ]);
    const { body } = await as(anna, 'GET /api/v1/integrations/shots');
    expect(body['shots']).toMatchObject([{ player: anna.player, swing: null }]);
    const forBen = await give(anna, [{ id: '9' }], { player: ben.player });
    expect([forBen.status, forBen.body['code']]).toEqual([403, 'api/forbidden']);
  });

  it('is refused by the name of its field where it is impossible, and with it its batch', async () => {
    for (const [shot, field] of [
      [{ id: '1', ball: { ...BALL, speedMps: 900 } }, '"shots.0.ball.speedMps"'],
      [{ id: '1', struckAt: 'noon' }, '"shots.0.struckAt"'],
      [{ id: '' }, '"shots.0.id"'],
      [{ id: '1', swing: 'mine' }, '"shots.0"'],
    ] as const) {
      const { status, body } = await give(operator, [shot]);
      expect([status, body['message']]).toEqual([400, expect.stringContaining(field)]);
    }
    const many = Array.from({ length: 51 }, (_, i) => ({ id: String(i) }));
    expect((await give(operator, many)).body['message']).toContain('"shots"');
    expect((await as(operator, 'GET /api/v1/integrations/shots')).body['shots']).toEqual([]);
  });

  it('is listed page by page while others arrive', async () => {
    await give(
      operator,
      Array.from({ length: 7 }, (_, i) => ({ id: String(i) })),
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await as(operator, `GET /api/v1/integrations/shots?limit=3${next}`);
      seen.push(...(body['shots'] as { number: string }[]).map(({ number }) => number));
      cursor = body['nextCursor'] as string | null;
      await give(operator, [{ id: `late-${seen.length}` }]);
    } while (cursor !== null);
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0']);
  });
});

describe('a file of shots', () => {
  it('is read line by line: what can be read is kept, and each refused line says why', async () => {
    const { id, at } = swing(anna.player);
    const text = [
      'Date,Shot Id,Club,Distance',
      `${at},s-1,I7,150`,
      'yesterday,s-2,I7,150',
      `2026-05-01T10:00:00Z,s-3,DR,far`,
      `2026-05-01T10:01:00Z,s-4,DR,230`,
    ].join('\n');
    const read = shotImportSchema.parse((await readIn(anna, text)).body);
    expect(read).toMatchObject({ format: 'csv', added: 2, known: 0, joined: 1 });
    expect(read.refused.map(({ line, field }) => [line, field])).toEqual([
      [3, 'Date'],
      [4, 'Distance'],
    ]);
    expect(api.store.shots.ofSwing(id)).toMatchObject([{ shotNumber: 's-1', player: anna.player }]);
    const again = shotImportSchema.parse((await readIn(anna, text)).body);
    expect(again).toMatchObject({ added: 0, known: 2, joined: 1 });
    expect(incoming()).toEqual([]);
  });

  it('may be JSON as programs send it, each shot with its time', async () => {
    const shots = [{ id: '1', struckAt: '2026-05-01T10:00:00Z', ball: BALL }, { id: '2' }, 7];
    const read = shotImportSchema.parse((await readIn(operator, JSON.stringify({ shots }), { device: 'Mevo+' })).body);
    expect(read).toMatchObject({ format: 'json', added: 1, refused: [{ line: 2, field: 'struckAt' }, { line: 3 }] });
    const broken = shotImportSchema.parse((await readIn(operator, '{"shots": [')).body);
    expect(broken).toMatchObject({ added: 0, refused: [{ line: 1, field: null }] });
  });

  it('is refused as a whole where it is no text, too large, or nobody’s to read in', async () => {
    const cases = [
      [await readIn(operator, Buffer.from([0xff, 0xfe, 0xd8, 0x00])), 415, 'import/not-text'],
      [await readIn(operator, 'x'.repeat(300 * 1024)), 413, 'import/too-large'],
      [await readIn(anna, 'Date', { player: operator.player }), 403, 'api/forbidden'],
      [await readIn(operator, 'Date', { device: ' ' }), 400, 'api/request-invalid'],
    ] as const;
    for (const [{ status, body }, expected, code] of cases) expect([status, body['code']]).toEqual([expected, code]);
    expect(incoming()).toEqual([]);
  });

  it('needs somebody who has said what its columns mean', async () => {
    const bare = await startApi();
    try {
      const form = new FormData();
      form.set('file', new Blob(['Date\n2026-05-01']), 'shots.csv');
      const answer = await bare.fetch('/api/v1/integrations/import', { method: 'POST', body: form });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        409,
        'launch-monitor/columns-not-given',
      ]);
    } finally {
      await bare.close();
    }
  });
});
