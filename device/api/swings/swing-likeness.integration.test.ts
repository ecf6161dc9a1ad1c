import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import { encodePoses } from '../../store/pose-repository.ts';
import { EMBEDDING_VERSION } from '../../swing/embedding/embed-swing.ts';
import { bayCameras } from '../../swing/geometry/bay-cameras.fixture.ts';
import { eventsAt, filmed } from '../../swing/metrics/posed-golfer.fixture.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import { swingComparisonSchema } from '../contract/rest.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';

let api: ApiInTest;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** A measured swing with the poses of its one camera. */
function measured(session: string, tempo: number, place: number | null): string {
  const { id } = api.store.swings.recordSwing(aSwing({ session }));
  const poses = encodePoses(filmed('face-on', bayCameras().faceOn, { to: { pelvisTurn: 40 }, fps: 60 }));
  const landmarks: SwingReport['landmarks'] = [{ camera: 'face-on', sha256: poses.sha256, frames: poses.frames }];
  const events = eventsAt({ address: 200, top: 600, impact: 800, finish: 1000 });
  const metrics = sampleReport(id).metrics.map((metric) =>
    metric.id === 'tempo-ratio' ? { ...metric, value: tempo, low: tempo - 0.2, high: tempo + 0.2 } : metric,
  );
  const values = place === null ? null : Float32Array.of(place, 0);
  const embedding = values === null ? null : ({ space: 'face-on', version: EMBEDDING_VERSION, values } as const);
  const report = sampleReport(id, { session, landmarks, events, metrics });
  api.store.swings.storeRevision({ report, poses: [poses], embedding });
  return id;
}

const body = async (path: string, init?: RequestInit) => {
  const answer = await api.fetch(`/api/v1/swings/${path}`, init);
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

describe('two swings beside each other', () => {
  it('are compared metric by metric, with both skeletons at the same places of the swing', async () => {
    const [first, second] = [measured('a', 3, null), measured('a', 6, null)];
    const { status, json } = await body(`${first}/compare/${second}`);
    expect(status).toBe(200);
    const comparison = swingComparisonSchema.parse(json);
    expect(comparison).toMatchObject({ first, second, unlike: null });
    expect(comparison.metrics[0]).toMatchObject({ id: 'tempo-ratio', verdict: 'worse', difference: { value: 3 } });
    expect(comparison.metrics[1]).toMatchObject({ withheld: { first: 'needs-second-camera' } });
    expect(comparison.overlays.map(({ view }) => view)).toEqual(['face-on']);
    expect(comparison.overlays[0]?.frames.flatMap(({ event }) => event ?? [])).toContain('top');
  });

  it('are a page of their own, which loads nothing from anywhere', async () => {
    const [first, second] = [measured('a', 3, null), measured('a', 3.1, null)];
    const answer = await api.fetch(`/api/v1/swings/${first}/compare/${second}/page`);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain('No real difference');
    expect(page).not.toMatch(/(src|href)=/);
  });

  it('must both be there', async () => {
    const first = measured('a', 3, null);
    expect((await body(`${first}/compare/${uuidv7()}`)).status).toBe(404);
    expect((await body(`${first}/compare/nobody`)).status).toBe(400);
  });
});

describe('swings like one', () => {
  it('are found among everybody’s or among those of a guest’s visit', async () => {
    const [swing, close, far] = [measured('v1', 3, 0), measured('v2', 3, 1), measured('v1', 3, 5)];
    const nearest = async (query: string) => {
      const { json } = await body(`${swing}/similar${query}`);
      return (json['swings'] as { swing: { id: string }; distance: number }[]).map(({ swing: { id } }) => id);
    };
    expect(await nearest('')).toEqual([close, far]);
    expect(await nearest('?scope=player')).toEqual([far]);
    expect(await nearest('?limit=1')).toEqual([close]);
    expect((await body(`${swing}/similar?scope=world`)).status).toBe(400);
  });

  it('cannot be looked for where too little is known of it', async () => {
    const { status, json } = await body(`${measured('v3', 3, null)}/similar`);
    expect([status, json['code']]).toEqual([409, 'swing/not-embedded']);
  });
});

describe('revisions', () => {
  it('are listed with what made them, and asked for', async () => {
    const id = measured('r', 3, null);
    api.store.swings.storeRevision({
      report: sampleReport(id, { versions: { ...sampleReport(id).versions, model: 'heavy' } }),
    });
    const { json } = await body(`${id}/revisions`);
    expect(json).toMatchObject({
      revisions: [
        { revision: 1, versions: { model: 'lite' }, score: 7.5 },
        { revision: 2, versions: { model: 'heavy' } },
      ],
    });
    const other = measured('r', 3, null);
    expect(await body(`${other}/reanalyze`, { method: 'POST' })).toEqual({
      status: 202,
      json: { id: other, state: 'up-to-date' },
    });
    const again = `${other}/reanalyze?again=true&model=full`;
    expect((await body(again, { method: 'POST' })).json['state']).toBe('queued');
    expect((await body(again, { method: 'POST' })).json['state']).toBe('open-already');
    expect((await body(`${other}/reanalyze?model=huge`, { method: 'POST' })).status).toBe(400);
    const { id: empty } = api.store.swings.recordSwing(aSwing());
    api.store.swings.storeRevision({ report: sampleReport(empty) });
    expect((await body(`${empty}/reanalyze`, { method: 'POST' })).json['code']).toBe('analysis/nothing-left');
  });
});
