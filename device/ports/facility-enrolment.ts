/**
 * How a bay becomes one of a facility by a code that somebody reads there and types here.
 *
 * Whoever stands on the way, even with a certificate that the bay takes, must learn neither the code, with which they
 * could become the bay, nor the answer, in which lie the bay's credential and the secret of PINs and cards; and must
 * not be able to answer in the facility's place, or the bay would trust their keys from then on. So the code is never
 * sent. It is the seed of a key pair; the facility keeps the public half, which it tells nobody, and forgets the code.
 *
 *     code (80 bits) ─ HKDF ─► c, X25519 ─► C = public half, kept by the facility while the code is good
 *
 *     bay:       a, A drawn by lot       ── bay's name, A, HMAC under C over both ──►
 *     facility:  b, B drawn by lot       ◄── B, the answer sealed with K ───────────
 *     both:      K = HKDF(DH(a, B) ‖ DH(c, B)), salted with C, bound to the name, A and B; AES-256-GCM
 *
 * - Only who knows C can answer, and only who knows the code can open the answer: reading the facility's disk or a copy
 *   of it makes nobody a bay.
 * - A and B are new each time: an answer that was kept opens for no later question, and who learns the code afterwards
 *   reads nothing of what was recorded.
 * - What is sent can be held against guesses of the code offline, of which there are 2^80, an X25519 product each. A
 *   shorter code would not do here. Guesses at the facility are counted, and a code that was used is void.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { Enrolment, SealedEnrolment } from './facility-exchange.port.ts';

const PURPOSE = 'swingbay-enrolment';
const CODE_BYTES = 10;
/** Crockford's: no letter that is taken for another, and 80 bits in sixteen signs. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE = new RegExp(`^[${SIGNS}]{16}$`);
const GROUP = /.{4}(?=.)/g;

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** What stands before the bytes of an X25519 key in DER (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');

export interface EnrolmentCode {
  /** To be shown once: `ABCD-EFGH-JKMN-PQRS`. */
  readonly shown: string;
  /** The public half of its key pair, base64url; to be kept from everybody else. */
  readonly publicHalf: string;
}

export function newEnrolmentCode(): EnrolmentCode {
  const code = signsOf(randomBytes(CODE_BYTES));
  return { shown: code.replaceAll(GROUP, '$&-'), publicHalf: publicBytes(pairOf(code)).toString('base64url') };
}

/** As somebody may have typed it: without dashes, in small letters. Undefined for what cannot be a code. */
export function codeIn(typed: string): string | undefined {
  const code = typed.replaceAll(/[-\s]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return CODE.test(code) ? code : undefined;
}

export interface Asking {
  readonly enrolment: Enrolment;
  /** Undefined for what was not sealed in answer to this question by who made the code. */
  open(answer: SealedEnrolment): string | undefined;
}

/** The bay's side. @param code as `codeIn` answers it */
export function askToEnrol(bay: string, code: string): Asking {
  const pair = pairOf(code);
  const publicHalf = publicBytes(pair);
  const own = generateKeyPairSync('x25519').privateKey;
  const key = publicBytes(own).toString('base64url');
  return {
    enrolment: { bay, key, proof: proofOf(publicHalf, bay, key).toString('base64url') },
    open({ key: theirs, sealed }) {
      try {
        const other = publicKeyOf(theirs);
        const agreed = [own, pair].map((privateKey) => diffieHellman({ privateKey, publicKey: other }));
        return opened(Buffer.from(sealed, 'base64url'), sealOf(agreed, publicHalf, [bay, key, theirs]));
      } catch {
        return undefined;
      }
    },
  };
}

/** The facility's side: whether the code whose public half this is was typed at the bay that asks. */
export function isAskedByCode({ bay, key, proof }: Enrolment, publicHalf: string): boolean {
  const [said, due] = [Buffer.from(proof, 'base64url'), proofOf(Buffer.from(publicHalf, 'base64url'), bay, key)];
  return said.length === due.length && timingSafeEqual(said, due) && canAgree(key);
}

/** False for the few points with which everybody agrees on the same. */
function canAgree(key: string): boolean {
  try {
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: publicKeyOf(key) });
    return true;
  } catch {
    return false;
  }
}

/** Seals an answer for the bay whose question was proved. */
export function sealEnrolment({ bay, key }: Enrolment, publicHalf: string, answer: string): SealedEnrolment {
  const own = generateKeyPairSync('x25519').privateKey;
  const ours = publicBytes(own).toString('base64url');
  const agreed = [key, publicHalf].map((each) => diffieHellman({ privateKey: own, publicKey: publicKeyOf(each) }));
  const seal = sealOf(agreed, Buffer.from(publicHalf, 'base64url'), [bay, key, ours]);
  const cipher = createCipheriv('aes-256-gcm', seal.key, seal.iv, { authTagLength: TAG_BYTES });
  const sealed = Buffer.concat([cipher.update(answer, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { key: ours, sealed: sealed.toString('base64url') };
}

interface Seal {
  readonly key: Buffer;
  /** Of the same derivation: no key seals twice. */
  readonly iv: Buffer;
}

function sealOf(agreed: readonly Buffer[], salt: Buffer, bound: readonly string[]): Seal {
  const info = `${PURPOSE}/answer ${JSON.stringify(bound)}`;
  const bytes = Buffer.from(hkdfSync('sha256', Buffer.concat(agreed), salt, info, KEY_BYTES + IV_BYTES));
  return { key: bytes.subarray(0, KEY_BYTES), iv: bytes.subarray(KEY_BYTES) };
}

/** Throws where a bit of it is another. */
function opened(sealed: Buffer, { key, iv }: Seal): string {
  const end = Math.max(0, sealed.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]).toString('utf8');
}

function proofOf(publicHalf: Buffer, bay: string, key: string): Buffer {
  const secret = Buffer.from(hkdfSync('sha256', publicHalf, '', `${PURPOSE}/question`, KEY_BYTES));
  return createHmac('sha256', secret)
    .update(JSON.stringify([bay, key]))
    .digest();
}

function pairOf(code: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', code, '', `${PURPOSE}/code`, KEY_BYTES));
  return createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(text: string): KeyObject {
  const key = Buffer.concat([PUBLIC_DER, Buffer.from(text, 'base64url')]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

function publicBytes(privateKey: KeyObject): Buffer {
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return der.subarray(PUBLIC_DER.length);
}

/** Five bits a sign. */
function signsOf(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let signs = '';
  for (let at = (bytes.length * 8) / 5 - 1; at >= 0; at--) signs += SIGNS[Number((bits >> BigInt(at * 5)) & 31n)];
  return signs;
}
