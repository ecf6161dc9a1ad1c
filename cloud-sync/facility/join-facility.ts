/** Makes a bay one of a facility. */
import { enrol, type FacilityAddress } from './facility-client.ts';
import { addressIn, isSafe } from './facility.config.ts';
import { type Membership, writeMembership } from './membership.ts';
import { addressWrong, notSafe } from './errors.ts';

/** `url` may be without its scheme. Rejects with a coded error. An earlier membership is replaced; what the bay has stays. */
export async function joinFacility(
  address: FacilityAddress,
  { bay, code, file }: { readonly bay: string; readonly code: string; readonly file: string },
): Promise<Membership> {
  const url = addressIn(address.url);
  if (url === undefined) throw addressWrong(address.url);
  if (!isSafe(url)) throw notSafe(url);
  const membership = { ...(await enrol({ ...address, url }, bay, code)), url };
  writeMembership(file, membership);
  return membership;
}
