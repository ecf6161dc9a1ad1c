import { resolve } from 'node:path';
import { type Membership, membershipFile, readMembership } from '../../cloud-sync/facility/membership.ts';
import type { Configuration } from '../configuration.ts';

/** What a bay has from its joining, named in its configuration or not; null where it has joined none, or may not be read. */
export function joinedFacility({ facility, store }: Configuration): Membership | null {
  try {
    return readMembership(membershipFile(resolve(store.dataDirectory), facility?.tokenFile ?? null));
  } catch {
    return null;
  }
}
