/**
 * What makes a bay one of its facility: the bay's own credential, the keys that it knows the facility by, and the secret
 * by which PINs and cards are found in every bay. A file that only the bay's user can read.
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { enrolledSchema, type FacilityPublicKey, issuerOf } from '../../device/ports/facility-exchange.port.ts';
import type { FacilityTrust } from '../../device/ports/facility-line.port.ts';
import { notJoined } from './errors.ts';

const membershipSchema = enrolledSchema.extend({ url: z.string() });
export type Membership = z.infer<typeof membershipSchema>;

export function membershipFile(dataDirectory: string, tokenFile: string | null): string {
  return tokenFile ?? join(dataDirectory, 'keys', 'facility.json');
}

/** Throws `facility/not-joined`, also for a file that cannot be read. */
export function readMembership(file: string): Membership {
  try {
    return membershipSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw notJoined(file, error);
  }
}

/** A crash leaves the file as it was, or whole. */
export function writeMembership(file: string, membership: Membership): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.part`, JSON.stringify(membership), { mode: 0o600, flush: true });
  renameSync(`${file}.part`, file);
}

/** By their ids; what does not have the id that it is said to have is left out. */
export function keysOf(keys: readonly FacilityPublicKey[]): Map<string, KeyObject> {
  const known = new Map<string, KeyObject>();
  for (const { id, pem } of keys) {
    try {
      const key = createPublicKey(pem);
      const digest = createHash('sha256')
        .update(key.export({ type: 'spki', format: 'der' }))
        .digest('base64url');
      if (digest === id) known.set(id, key);
    } catch {
      // No key at all.
    }
  }
  return known;
}

export function trustOf({ facility, keys, lookupSecret }: Membership): FacilityTrust {
  const known = keysOf(keys);
  return {
    issuer: issuerOf(facility.name),
    key: (id) => known.get(id),
    lookupSecret: Buffer.from(lookupSecret, 'base64url'),
  };
}
