/**
 * The newest of the log as a bundle for the fleet: bounded, packed, and without what it may not tell. The log itself
 * writes no secrets; here go whatever may be a person’s, or an address with a password in it.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface LogFile {
  readonly path: string;
  readonly bytes: number;
}

export interface LogBundle {
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly lines: number;
  /** Uncompressed. */
  readonly logBytes: number;
}

/** Names under which the log could hold what is somebody’s. */
const PERSONAL =
  /^(player|players|playerName|email|mail|pin|card|account|user|name|firstName|lastName|password|token|ticket|secret|authorization|apiKey)$/i;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64}){1,6}/g;
const USER_OF_URL = /([a-z][a-z0-9+.-]{1,16}:\/\/)[^/\s"'@]{1,256}@/gi;
const BEARER = /\bbearer\s+[\w.~+/-]+=*/gi;
const GONE = '[withheld]';

/** @param files oldest first; answers the newest `bytesMax` of them, whole lines alone */
export async function bundleLogs(files: readonly LogFile[], bytesMax: number): Promise<LogBundle> {
  const parts: Buffer[] = [];
  let room = bytesMax;
  for (const { path } of files.toReversed()) {
    if (room <= 0) break;
    const part = await tailOf(path, room);
    parts.unshift(part);
    room -= part.length;
  }
  const lines = Buffer.concat(parts)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(redactedLine);
  const text = lines.map((line) => `${line}\n`).join('');
  const bytes = await promisify(gzip)(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, sha256, lines: lines.length, logBytes: Buffer.byteLength(text) };
}

/** One line of the log without what is somebody’s. What is no JSON is kept as text, cleaned in the same way. */
export function redactedLine(line: string): string {
  try {
    return JSON.stringify(redacted(JSON.parse(line), ''));
  } catch {
    return cleaned(line);
  }
}

function redacted(value: unknown, key: string): unknown {
  if (PERSONAL.test(key) && value !== null) return GONE;
  if (typeof value === 'string') return cleaned(value);
  if (Array.isArray(value)) return value.map((each) => redacted(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [cleaned(name), redacted(each, name)]));
}

function cleaned(text: string): string {
  return text.replaceAll(USER_OF_URL, `$1${GONE}@`).replaceAll(EMAIL, GONE).replaceAll(BEARER, GONE);
}

async function tailOf(path: string, bytesMax: number): Promise<Buffer> {
  const file = await open(path).catch(() => null);
  // It was rotated away between listing and reading.
  if (file === null) return Buffer.alloc(0);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - bytesMax);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const tail = buffer.subarray(0, bytesRead);
    return from === 0 ? tail : tail.subarray(tail.indexOf(0x0a) + 1);
  } finally {
    await file.close();
  }
}
