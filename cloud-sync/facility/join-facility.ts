/** Makes a bay one of a facility. */
import { enrol, type FacilityAddress } from './facility-client.ts';
import { isSafe } from './facility.config.ts';
import { type Membership, writeMembership } from './membership.ts';
import { notSafe } from './errors.ts';

/** Rejects with a coded error. An earlier membership is replaced; what the bay has stays. */
export async function joinFacility(
  address: FacilityAddress,
  { bay, code, file }: { readonly bay: string; readonly code: string; readonly file: string },
): Promise<Membership> {
  if (!isSafe(address.url)) throw notSafe(address.url);
  const membership = { ...(await enrol(address, bay, code)), url: address.url };
  writeMembership(file, membership);
  return membership;
}
