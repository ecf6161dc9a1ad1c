import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wholeFile } from './whole-file.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A line on which a piece comes after each of these rests, as `fetch` answers by it. */
const lineWith =
  (restsMs: readonly number[]) =>
  (signal: AbortSignal): Promise<Response> => {
    const rests = [...restsMs];
    const body = new ReadableStream<Uint8Array>({
      start: (line) => {
        signal.addEventListener('abort', () => line.error(signal.reason));
      },
      async pull(line) {
        const restMs = rests.shift();
        if (restMs === undefined) return line.close();
        await vi.advanceTimersByTimeAsync(restMs);
        if (!signal.aborted) line.enqueue(Uint8Array.of(restsMs.length - rests.length));
      },
    });
    return Promise.resolve(new Response(body));
  };

it('a film comes whole though it takes ten minutes', async () => {
  const { bytes } = await wholeFile(lineWith(Array.from({ length: 20 }, () => 30_000)));
  expect([...new Uint8Array(bytes)]).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
});

it('a line on which nothing comes any more is given up', async () => {
  await expect(wholeFile(lineWith([1_000, 61_000, 1_000]))).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(wholeFile(lineWith([61_000]))).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('who leaves ends it', async () => {
  const leave = new AbortController();
  const left = wholeFile((signal) => {
    const answer = lineWith([1_000])(signal);
    leave.abort(new Error('left'));
    return answer;
  }, leave.signal);
  await expect(left).rejects.toThrow('left');
});
