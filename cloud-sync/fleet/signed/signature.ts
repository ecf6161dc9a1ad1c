/**
 * Ed25519 over the canonical text of a document, behind a line that says what is signed: a signature over something
 * else with the same bytes can never be taken for one over a command.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { BayError } from '../../../device/errors/bay-error.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

const PURPOSE = 'swingbay-fleet-1\n';
/** Base64url of 32 bytes. */
export const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;
/** Base64url of 64 bytes. */
export const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;

export interface MadeKeys {
  /** PKCS 8, PEM: for the file that only its owner reads. */
  readonly privatePem: string;
  /** For the configuration of the bays. */
  readonly publicKey: string;
}

export function makeKeys(): MadeKeys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
  };
}

/** Throws `fleet/key-unreadable` for what is no Ed25519 key in PEM. */
export function readPrivateKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw keyUnreadable(error);
  }
  throw keyUnreadable();
}

export function signDocument(document: Json, key: KeyObject): string {
  return sign(null, bytesOf(document), key).toString('base64url');
}

/** False for every signature that is not right, however it is wrong; never throws. */
export function isSignedBy(document: Json, signature: string, publicKey: string): boolean {
  if (!SIGNATURE.test(signature)) return false;
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, bytesOf(document), key, Buffer.from(signature, 'base64url'));
  } catch {
    // A document without a canonical text was signed by nobody.
    return false;
  }
}

function bytesOf(document: Json): Buffer {
  return Buffer.from(PURPOSE + canonicalJson(document), 'utf8');
}

function keyUnreadable(cause?: unknown): BayError {
  return new BayError('fleet/key-unreadable', 'The file holds no Ed25519 private key.', {
    hint: 'Make one with `swingbay fleet keys new FILE`.',
    cause,
  });
}
