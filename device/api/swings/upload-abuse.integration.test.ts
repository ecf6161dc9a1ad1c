/** Files that are not what they are called: each is refused by a code or served as nothing but a video, and none stays. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiInTest, startApi } from '../fixtures/api-in-test.ts';
import { answerOn, openLine, requestOf } from '../fixtures/raw-request.ts';

const MIB = 2 ** 20;
let api: ApiInTest;
let directory: string;
let clip: Buffer;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'swingbay-abuse-'));
  const file = join(directory, 'good.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=64x36:rate=10:duration=4'];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', file]);
  clip = readFileSync(file);
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true });
});
afterEach(() => expect.poll(() => readdirSync(api.store.media.incomingDirectory)).toEqual([]));

async function upload(bytes: Buffer, name = 'swing.mp4', type = 'video/mp4') {
  const form = new FormData();
  form.set('video', new Blob([new Uint8Array(bytes)], { type }), name);
  const answer = await api.fetch('/api/v1/swings/upload', { method: 'POST', body: form });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

/** A zip of one file of zeros, as large as it says when it is unpacked. */
function zipBomb(bytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 9 });
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(bytes, 22);
  return Buffer.concat([head, packed]);
}

/** The places of a box's type in a file. */
function boxesIn(file: Buffer, type: string): number[] {
  const places: number[] = [];
  for (let at = file.indexOf(type); at >= 0; at = file.indexOf(type, at + 1)) places.push(at);
  return places;
}

function changed(change: (file: Buffer) => void): Buffer {
  const copy = Buffer.from(clip);
  change(copy);
  return copy;
}

describe('a file that is something else as well', () => {
  it('is refused where it begins as another thing, whatever its name and type say', async () => {
    const others = [
      zipBomb(50 * MIB),
      Buffer.from('<!doctype html><script>alert(1)</script>'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      Buffer.from('#EXTM3U\nfile:///etc/passwd\n'),
      Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"),
      Buffer.from('GIF89a;\n#!/bin/sh\n'),
      Buffer.alloc(0),
      Buffer.alloc(5_000),
    ];
    for (const bytes of others) {
      const { status, body } = await upload(bytes);
      expect([status, body['code']]).toEqual([415, 'upload/not-mp4-or-mov']);
    }
  });

  it('is refused where only its head is a video', async () => {
    const ftyp = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2', 'latin1');
    for (const rest of [zipBomb(MIB), Buffer.from('<html>'.repeat(200)), Buffer.alloc(MIB, 'moov')]) {
      const { status, body } = await upload(Buffer.concat([ftyp, rest]));
      expect([status, body['code']?.split('/')[0]]).toEqual([422, 'video']);
    }
  });

  it('is served as a video and as nothing else, under a name of our own', async () => {
    const polyglot = Buffer.concat([clip, Buffer.from('<script>alert(document.domain)</script>'), zipBomb(MIB)]);
    const { status, body } = await upload(polyglot, 'evil.html\r\nX-Injected: 1', 'text/html');
    expect(status).toBe(202);
    const answer = await api.fetch(`/api/v1/swings/${body['id']}/video`, { headers: { Accept: 'text/html' } });
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('x-injected')).toBeNull();
    await answer.arrayBuffer();
    const { clips } = (await (await api.fetch(`/api/v1/swings/${body['id']}`)).json()) as { clips: { url: string }[] };
    expect(JSON.stringify(clips)).not.toContain('evil');
  });
});

describe('a video with absurd numbers', () => {
  it('is refused or taken, and never more than that', async () => {
    const sizes = [0, 1, 7, 8, 0x7fffffff, 0xffffffff];
    const broken: Buffer[] = [];
    for (const type of ['moov', 'trak', 'mdia', 'stbl', 'stsz', 'stts', 'mdat']) {
      for (const size of sizes) {
        broken.push(changed((file) => file.writeUInt32BE(size, (boxesIn(file, type)[0] ?? 4) - 4)));
      }
    }
    for (const [i, bytes] of broken.entries()) {
      // Every third: each costs two processes.
      if (i % 3 !== 0) continue;
      const { status, body } = await upload(bytes);
      expect([i, status, body['code'] ?? 'taken']).toEqual([i, expect.toSatisfy(isAnswer), expect.any(String)]);
    }
  });

  it('such as a duration of a century, a picture of no size or a billion frames, is told by what it holds', async () => {
    const century = changed((file) => {
      const [mvhd = 0, mdhd = 0, tkhd = 0] = ['mvhd', 'mdhd', 'tkhd'].map((type) => boxesIn(file, type)[0]);
      file.writeUInt32BE(0xfffffff0, mvhd + 20);
      file.writeUInt32BE(0xfffffff0, mdhd + 20);
      file.writeUInt32BE(0xfffffff0, tkhd + 24);
    });
    expect(await upload(century)).toMatchObject({ status: expect.toSatisfy(isAnswer) });
    const manyFrames = changed((file) => {
      const [stts = 0] = boxesIn(file, 'stts');
      file.writeUInt32BE(0x3fffffff, stts + 12);
    });
    expect(await upload(manyFrames)).toMatchObject({ status: expect.toSatisfy(isAnswer) });
    const noSize = changed((file) => {
      const [avc1 = 0] = boxesIn(file, 'avc1').slice(-1);
      file.writeUInt32BE(0, avc1 + 28);
    });
    expect(await upload(noSize)).toMatchObject({ status: expect.toSatisfy(isAnswer) });
    for (const { facts } of api.bay.uploads) {
      expect(facts.durationMs).toBeLessThanOrEqual(30_000);
      expect(facts.width * facts.height).toBeGreaterThan(0);
    }
  });
});

const isAnswer = (status: number): boolean => status === 202 || status === 415 || status === 422;

describe('a form', () => {
  const form = (parts: readonly string[]): string =>
    `${parts.map((part) => `--b\r\n${part}`).join('\r\n')}\r\n--b--\r\n`;
  const field = (name: string, value: string): string =>
    `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
  const file = (name: string, content: string): string =>
    `Content-Disposition: form-data; name="${name}"; filename="../../../tmp/x.mp4"\r\nContent-Type: video/mp4\r\n\r\n${content}`;

  async function send(body: string, length = body.length) {
    const socket = await openLine(api);
    const answer = answerOn(socket);
    const headers = { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Length': String(length) };
    socket.write(`${requestOf('POST /api/v1/swings/upload', headers)}${body}`);
    return { socket, answer };
  }

  it('with many files, many fields, long fields or none that can be read is refused', async () => {
    const forms = [
      form([file('a', 'x'), file('b', 'y')]),
      form(Array.from({ length: 40 }, (_, i) => field(`f${i}`, 'x'))),
      form([field('hand', 'x'.repeat(5_000))]),
      form([field('n'.repeat(5_000), 'x')]),
      form([field('__proto__', 'x'), file('v', 'x')]),
      form([field('hand[constructor][prototype][x]', '1')]),
      `--b\r\n${'X-Header: y\r\n'.repeat(500)}\r\nx\r\n--b--\r\n`,
      'no boundary at all',
      '--b',
    ];
    for (const [i, body] of forms.entries()) {
      const { status, body: problem } = await (await send(body)).answer;
      expect([i, status, problem['code']]).toEqual([i, expect.toSatisfy(isRefusal), expect.any(String)]);
    }
  });

  it('whose sender goes away, or promises more than comes, leaves nothing, and the next one is taken', async () => {
    const begun = form([file('v', 'x'.repeat(100_000))]).slice(0, 90_000);
    for (let i = 0; i < 3; i++) {
      const { socket, answer } = await send(begun, 50 * MIB);
      await expect.poll(() => readdirSync(api.store.media.incomingDirectory).length).toBe(1);
      socket.destroy();
      expect((await answer).status).toBe(0);
      await expect.poll(() => readdirSync(api.store.media.incomingDirectory)).toEqual([]);
    }
    expect((await upload(clip)).status).toBe(202);
  });
});

const isRefusal = (status: number): boolean => status >= 400 && status < 500;
