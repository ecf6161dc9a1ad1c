import type { StoredShot } from '../../store/shot-repository.ts';
import type { StoredShotBody } from '../contract/shots.ts';

/** A shot of another program as it travels; what came over the line stays here. */
export function storedShotBody({
  id,
  source,
  device,
  shotNumber,
  swing,
  player,
  recordedAt,
  data,
}: StoredShot): StoredShotBody {
  return { id, source, device, number: shotNumber, swing, player, recordedAt, ...data };
}
