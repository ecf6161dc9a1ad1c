/**
 * A document that only the holder of an identity can open, and that nobody can change or pass off as another's.
 *
 *      0       4         6              10
 *   ┌────────┬─────────┬──────────────┬─────────────┬──────────────────────────────────┬──────────┐
 *   │ "SWBX" │ version │ header bytes │ header JSON │ AES-256-GCM of the gzipped text  │ tag (16) │
 *   │        │ u16 = 1 │ u32          │             │                                  │          │
 *   └────────┴─────────┴──────────────┴─────────────┴──────────────────────────────────┴──────────┘
 * Little-endian. The key is HKDF-SHA-256 of the identity's secret with a salt of this box alone, so no key is used twice
 * and a nonce cannot be. Everything before the cipher is authenticated: whose it is, of which bay, and of what time.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { boxDamaged, boxOfAnother, boxVersionUnknown } from './errors.ts';

const MAGIC = 'SWBX';
const VERSION = 1;
const PREFIX_BYTES = 10;
const HEADER_BYTES_MAX = 4_096;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const SALT_BYTES = 32;
const KEY_BYTES = 32;
const PURPOSE = 'swingbay sealed copy 1';
/** What is unpacked may not be larger, whatever its few packed bytes say. */
const TEXT_BYTES_MAX = 256 * 1024 * 1024;

const headerSchema = z.strictObject({
  appliance: z.string(),
  bay: z.string(),
  /** By the appliance's own clock, UTC. */
  madeAt: z.iso.datetime(),
  salt: z.base64(),
  nonce: z.base64(),
});

export interface BoxLabel {
  readonly appliance: string;
  readonly bay: string;
  readonly madeAt: string;
}

export interface BoxKey {
  /** Of the appliance. */
  readonly id: string;
  readonly secret: Uint8Array;
}

export async function sealBox(
  text: string,
  { bay, madeAt }: Omit<BoxLabel, 'appliance'>,
  key: BoxKey,
): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(SALT_BYTES), randomBytes(NONCE_BYTES)];
  const label = { appliance: key.id, bay, madeAt, salt: salt.toString('base64'), nonce: nonce.toString('base64') };
  const header = Buffer.from(JSON.stringify(headerSchema.parse(label)));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 0, 'latin1');
  prefix.writeUInt16LE(VERSION, 4);
  prefix.writeUInt32LE(header.length, 6);
  const authenticated = Buffer.concat([prefix, header]);
  const cipher = createCipheriv('aes-256-gcm', keyOf(key, salt), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated);
  const packed = await promisify(gzip)(text);
  return Buffer.concat([authenticated, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Throws `restore/box-of-another` for a box of another appliance, or one that the secret does not open;
 * `restore/box-damaged` and `restore/box-version-unknown`.
 */
export async function openBox(box: Buffer, key: BoxKey): Promise<{ readonly label: BoxLabel; readonly text: string }> {
  if (box.length < PREFIX_BYTES || box.toString('latin1', 0, 4) !== MAGIC) throw boxDamaged('it does not begin as one');
  const version = box.readUInt16LE(4);
  if (version !== VERSION) throw boxVersionUnknown(version);
  const headerBytes = box.readUInt32LE(6);
  const begin = PREFIX_BYTES + headerBytes;
  if (headerBytes > HEADER_BYTES_MAX || box.length < begin + TAG_BYTES) throw boxDamaged('it is cut short');
  const { appliance, bay, madeAt, salt, nonce } = headerOf(box.subarray(PREFIX_BYTES, begin));
  if (appliance !== key.id) throw boxOfAnother();
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(key, Buffer.from(salt, 'base64')),
    Buffer.from(nonce, 'base64'),
    {
      authTagLength: TAG_BYTES,
    },
  );
  decipher.setAAD(box.subarray(0, begin));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  let packed: Buffer;
  try {
    packed = Buffer.concat([decipher.update(box.subarray(begin, box.length - TAG_BYTES)), decipher.final()]);
  } catch (error) {
    // A wrong secret and a changed byte look the same, by design of the cipher.
    throw boxOfAnother(error);
  }
  try {
    const text = await promisify(gunzip)(packed, { maxOutputLength: TEXT_BYTES_MAX });
    return { label: { appliance, bay, madeAt }, text: text.toString('utf8') };
  } catch (error) {
    throw boxDamaged('what is in it cannot be unpacked', error);
  }
}

function headerOf(bytes: Buffer): z.infer<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw boxDamaged('its header cannot be read', error);
  }
}

function keyOf({ id, secret }: BoxKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, `${PURPOSE}/${id}`, KEY_BYTES));
}
