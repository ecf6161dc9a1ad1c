import { rmSync } from 'node:fs';
import { get } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeFigure } from '../../store/figure-blob.ts';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import { aSwing } from '../../store/fixtures/store-in-directory.ts';
import type { StagedMedia } from '../../store/media-rows.ts';
import { encodePoses } from '../../store/pose-repository.ts';
import { FIGURE_JOINT_COUNT } from '../../swing/figure/space-figure.ts';
import { emptyPoseTrack } from '../../swing/pose/pose-track.ts';
import type { SwingReport } from '../../swing/report/swing-report.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';

let api: ApiInTest;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function problem(path: string, init?: RequestInit): Promise<[number, string]> {
  const answer = await api.fetch(path, init);
  const body = (await answer.json()) as { code: string; message: string; hint: string | null };
  expect(Object.keys(body).sort()).toEqual(['code', 'hint', 'message']);
  return [answer.status, body.code];
}

async function stage(kind: 'clip' | 'key-frame', camera: string, text: string): Promise<StagedMedia> {
  const mediaType = kind === 'clip' ? 'video/mp4' : 'image/jpeg';
  const outcome = await api.store.media.stage({ kind, camera, mediaType, content: { bytes: Buffer.from(text) } });
  if (!outcome.isStored) throw new Error('no room');
  return outcome.media;
}

/** `fetch` asks past every cache as soon as it is given an entity tag. */
function statusWithEtag(url: string, etag: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'If-None-Match': etag } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

/** A swing with clips of two cameras, and a report with a key frame and poses of one. */
async function analysedSwing(): Promise<{ id: string; keyFrame: StagedMedia }> {
  const clips = [await stage('clip', 'face-on', '0123456789'), await stage('clip', 'down-the-line', 'other')];
  const { id } = api.store.swings.recordSwing(aSwing({ media: clips }));
  const keyFrame = await stage('key-frame', 'face-on', `jpeg of ${id}`);
  const track = emptyPoseTrack('face-on', { width: 200, height: 100 }, Float64Array.of(0, 10));
  track.presence[1] = 0.9;
  track.image.fill(50, 33 * 4);
  const poses = encodePoses(track);
  const { sha256, bytes, mediaType } = keyFrame;
  const keyFrames: SwingReport['keyFrames'] = [
    { sha256, bytes, mediaType, event: 'top', camera: 'face-on', timeMs: 10, width: 200, height: 100 },
  ];
  const landmarks = [{ camera: 'face-on', sha256: poses.sha256, frames: 2 }];
  const report = sampleReport(id, { keyFrames, landmarks });
  api.store.swings.storeRevision({ report, media: [keyFrame], poses: [poses] });
  return { id, keyFrame };
}

describe('swings over REST', () => {
  it('are listed newest first, page by page, with their score', async () => {
    const ids = [uuidv7(), uuidv7(), uuidv7()];
    for (const id of ids) api.store.swings.recordSwing(aSwing({ id, session: 'list' }));
    api.store.swings.storeRevision({ report: sampleReport(ids[2] ?? '') });
    const first = await (await api.fetch('/api/v1/swings?session=list&limit=2')).json();
    expect(first).toMatchObject({
      swings: [
        { id: ids[2], score: 7.5, revision: 1 },
        { id: ids[1], score: null },
      ],
    });
    const cursor = (first as { nextCursor: string }).nextCursor;
    const second = await (await api.fetch(`/api/v1/swings?session=list&limit=2&cursor=${cursor}`)).json();
    expect(second).toMatchObject({ swings: [{ id: ids[0], status: 'queued' }], nextCursor: null });
  });

  it.each([
    ['/api/v1/swings?limit=0'],
    ['/api/v1/swings?limit=1e9'],
    ['/api/v1/swings?kind=putt'],
    ['/api/v1/swings?cursor=-1'],
    ['/api/v1/swings?colour=red'],
    ['/api/v1/swings/..%2f..%2fetc'],
    ['/api/v1/swings/not-an-id/analysis'],
  ])('are not asked for with %s', async (path) => {
    expect(await problem(path)).toEqual([400, 'api/request-invalid']);
  });

  it('have an analysis when it is done, a status before, a reason when there is none', async () => {
    const { id } = api.store.swings.recordSwing(aSwing({ analysis: {} }));
    const waiting = await api.fetch(`/api/v1/swings/${id}/analysis`);
    expect([waiting.status, await waiting.json()]).toEqual([202, { id, status: 'queued' }]);
    const job = api.store.queue.claim();
    api.store.swings.storeRevision({ report: sampleReport(id, { club: 'DR' }), job: job?.id ?? 0 });
    api.store.swings.storeRevision({ report: sampleReport(id, { club: 'putter' }) });
    expect(await (await api.fetch(`/api/v1/swings/${id}/analysis`)).json()).toMatchObject({ id, revision: 2 });
    expect(await (await api.fetch(`/api/v1/swings/${id}/analysis?revision=1`)).json()).toMatchObject({
      club: 'DR',
    });
    expect(await problem(`/api/v1/swings/${id}/analysis?revision=3`)).toEqual([404, 'store/report-unknown']);

    const failed = api.store.swings.recordSwing(aSwing({ analysis: {} })).id;
    const broken = { code: 'analysis/no-person', message: 'Nobody was seen.' } as const;
    api.store.queue.fail(api.store.queue.claim()?.id ?? 0, broken, false);
    expect(await problem(`/api/v1/swings/${failed}/analysis`)).toEqual([409, 'analysis/failed']);
  });

  it('are gone when they are deleted, and unknown when they never were', async () => {
    const { id } = await analysedSwing();
    expect((await api.fetch(`/api/v1/swings/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await api.fetch(`/api/v1/swings/${id}`, { method: 'DELETE' })).status).toBe(204);
    for (const part of ['', '/analysis', '/video', '/frames', '/frames/top', '/poses', '/joints']) {
      expect(await problem(`/api/v1/swings/${id}${part}`)).toEqual([410, 'store/swing-deleted']);
      expect(await problem(`/api/v1/swings/${uuidv7()}${part}`)).toEqual([404, 'store/swing-unknown']);
    }
  });
});

describe('what can be seen of a swing', () => {
  it('is the clip of a camera, whole or in ranges', async () => {
    const { id } = await analysedSwing();
    const video = `/api/v1/swings/${id}/video?camera=face-on`;
    const whole = await api.fetch(video);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(await whole.text()).toBe('0123456789');

    const part = await api.fetch(video, { headers: { Range: 'bytes=2-5' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 2-5/10']);
    expect(await part.text()).toBe('2345');
    const tail = await api.fetch(video, { headers: { Range: 'bytes=-3' } });
    expect(await tail.text()).toBe('789');
    expect(await problem(video, { headers: { Range: 'bytes=10-' } })).toEqual([416, 'media/range-refused']);

    expect(await statusWithEtag(`${api.origin}${video}`, whole.headers.get('etag') ?? '')).toBe(304);
    expect(await (await api.fetch(`/api/v1/swings/${id}/video`)).text()).toBe('0123456789');
    expect(await (await api.fetch(`/api/v1/swings/${id}/video?camera=down-the-line`)).text()).toBe('other');
    expect(await problem(`/api/v1/swings/${id}/video?camera=above`)).toEqual([404, 'media/unknown']);
  });

  it('is said to be lost when its file has vanished', async () => {
    const clip = await stage('clip', 'face-on', 'soon gone');
    const { id } = api.store.swings.recordSwing(aSwing({ media: [clip] }));
    rmSync(api.store.media.pathOf(clip));
    expect(await problem(`/api/v1/swings/${id}/video`)).toEqual([404, 'media/lost']);
  });

  it('are its key frames, by event or by content', async () => {
    const { id, keyFrame } = await analysedSwing();
    const url = `/api/v1/swings/${id}/frames/${keyFrame.sha256}`;
    const list = await (await api.fetch(`/api/v1/swings/${id}/frames`)).json();
    expect(list).toMatchObject({ frames: [{ event: 'top', camera: 'face-on', timeMs: 10, url }] });
    for (const path of [url, `/api/v1/swings/${id}/frames/top`, `/api/v1/swings/${id}/frames/top?camera=face-on`]) {
      const picture = await api.fetch(path);
      expect(picture.headers.get('content-type')).toBe('image/jpeg');
      expect(await picture.text()).toBe(`jpeg of ${id}`);
    }
    expect(await problem(`/api/v1/swings/${id}/frames/impact`)).toEqual([404, 'media/key-frame-unknown']);
    expect(await problem(`/api/v1/swings/${id}/frames/passwd`)).toEqual([400, 'api/request-invalid']);
  });

  it('are its joints in space, or why one camera cannot know them', async () => {
    const { id } = api.store.swings.recordSwing(aSwing());
    const [one] = sampleReport(id).cameras;
    if (one === undefined) throw new Error('no camera');
    const cameras = ['face-on', 'down-the-line'].map((name) => ({ ...one, name, calibrated: true }));
    const joints = new Float32Array(FIGURE_JOINT_COUNT * 3).fill(0.5);
    joints[0] = Number.NaN;
    const figure = encodeFigure({
      ...{ method: 'corrected', cameras: ['face-on', 'down-the-line'], timesMs: Float64Array.of(100) },
      ...{ joints, shaft: new Float32Array(3).fill(Number.NaN) },
    });
    api.store.swings.storeRevision({ report: sampleReport(id, { cameras }), figure });
    const said = await (await api.fetch(`/api/v1/swings/${id}/joints`)).json();
    expect(said).toMatchObject({ method: 'corrected', handedness: 'right', timesMs: [100], shaft: [null] });
    expect((said as { joints: unknown[][] }).joints[0]?.slice(0, 3)).toEqual([null, 0.5, 0.5]);
    const blind = (await analysedSwing()).id;
    expect(await (await api.fetch(`/api/v1/swings/${blind}/joints`)).json()).toEqual({
      withheld: 'needs-second-camera',
    });
    // A revision from before figures were kept: its poses are gone as well.
    api.store.swings.storeRevision({ report: sampleReport(id, { cameras }) });
    expect(await (await api.fetch(`/api/v1/swings/${id}/joints`)).json()).toEqual({ withheld: 'needs-second-camera' });
  });

  it('are its poses, as fractions of the picture, null where nobody was seen', async () => {
    const { id } = await analysedSwing();
    const poses = (await (await api.fetch(`/api/v1/swings/${id}/poses`)).json()) as { landmarks: unknown[] };
    expect(poses).toMatchObject({ camera: 'face-on', timesMs: [0, 10] });
    expect(poses.landmarks[0]).toBeNull();
    expect((poses.landmarks[1] as number[]).slice(0, 3)).toEqual([0.25, 0.5, 50]);
    expect(poses.landmarks[1]).toHaveLength(99);
    expect(await problem(`/api/v1/swings/${id}/poses?camera=above`)).toEqual([404, 'media/poses-unknown']);
  });
});
