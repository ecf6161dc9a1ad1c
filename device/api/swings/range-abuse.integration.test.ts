/** Ranges as no player asks for them: one range, the whole file, or a refusal; never more bytes than the file has. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { aSwing, stageClip } from '../../store/fixtures/store-in-directory.ts';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';

const BYTES = 10_000;
let api: ApiInTest;
let path: string;

beforeAll(async () => {
  api = await startApi();
  const staged = await stageClip(api.store, 'clip', BYTES);
  const media = staged.isStored ? [staged.media] : [];
  path = `/api/v1/swings/${api.store.swings.recordSwing(aSwing({ media })).id}/video`;
});
afterAll(() => api.close());

async function ranged(range: string): Promise<{ status: number; bytes: number; headers: Headers; code: unknown }> {
  const answer = await api.fetch(path, { headers: { Range: range } });
  const content = Buffer.from(await answer.arrayBuffer());
  const isProblem = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
  const code = isProblem ? (JSON.parse(content.toString()) as { code: string }).code : undefined;
  return { status: answer.status, bytes: content.length, headers: answer.headers, code };
}

describe('a range of a video', () => {
  it('that the file does not have is refused by a code, with its length', async () => {
    for (const range of ['bytes=10000-', 'bytes=99999999999999999999-', 'bytes=10001-10002', 'bytes=-0', 'bytes=5-4']) {
      const { status, code, headers } = await ranged(range);
      expect([range, status, code]).toEqual([range, 416, 'media/range-refused']);
      expect(headers.get('content-range')).toBe(`bytes */${BYTES}`);
    }
  });

  it('that goes beyond the end is cut there', async () => {
    expect(await ranged('bytes=9990-99999999999')).toMatchObject({ status: 206, bytes: 10 });
    // More of the end than there is: whole, or refused, and never more.
    expect([200, 206, 416]).toContain((await ranged('bytes=-99999999')).status);
  });

  it('that is many ranges is answered once: never in parts, never with more than the file', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => `${i}-${i}`).join(',');
    const overlapping = Array.from({ length: 1_200 }, () => '0-').join(',');
    for (const range of [`bytes=${many}`, `bytes=${overlapping}`, 'bytes=0-0,-1', 'bytes=0-1,5-6,99999-']) {
      const { status, bytes, headers } = await ranged(range);
      expect([200, 206]).toContain(status);
      expect(bytes).toBeLessThanOrEqual(BYTES);
      expect(headers.get('content-type')).toBe('video/mp4');
    }
  });

  it('in other units or in no words at all is the whole file', async () => {
    for (const range of ['frames=0-1', 'bytes', 'bytes=a-b', '=', 'bytes=--1']) {
      expect([range, (await ranged(range)).status]).toEqual([
        range,
        expect.toSatisfy((is) => is === 200 || is === 416),
      ]);
    }
  });

  it('of whatever kind never brings more than the file, nor an error of ours', async () => {
    const number = fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), fc.maxSafeInteger(), fc.constant(''));
    const range = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(range, async (pairs) => {
        const { status, bytes } = await ranged(`bytes=${pairs.map(([from, to]) => `${from}-${to}`).join(',')}`);
        expect([200, 206, 416]).toContain(status);
        expect(bytes).toBeLessThanOrEqual(BYTES);
      }),
      { numRuns: 60 },
    );
  });
});
