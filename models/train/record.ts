/**
 * Has the pose models look at a range of virtual golfers and keeps what they saw. Run several with different shards
 * side by side; each goes on where it stopped:
 *
 *     node models/train/record.ts --cast training --from 1 --to 400 --shard 1/2 --into FOLDER
 */
import { parseArgs } from 'node:util';
import { createPoseTracker } from '../../device/pose/pose-tracker.ts';
import type { Cast } from '../../device/virtual-bay/take.ts';
import { castPlan, takeToRecord, viewsOf } from './cast-plan.ts';
import { recordMissing } from './record-missing.ts';
import { Recordings } from './recordings.ts';

const { values } = parseArgs({
  options: {
    cast: { type: 'string', default: 'training' },
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '1' },
    swing: { type: 'string', default: '0' },
    shard: { type: 'string', default: '1/1' },
    into: { type: 'string', default: '.swingbay/recordings' },
  },
});
const cast = values.cast as Cast;
const swing = Number(values.swing);
const [shard = 1, shards = 1] = values.shard.split('/').map(Number);
/** A golfer's further swings are compared with the first one, from both main cameras. */
const NEXT_SWING = { cameras: 2, models: ['heavy'] } as const;
const recordings = new Recordings(values.into);
const trackers = {
  heavy: await createPoseTracker({ model: 'heavy' }),
  full: await createPoseTracker({ model: 'full' }),
  lite: await createPoseTracker({ model: 'lite' }),
};
for (let seed = Number(values.from); seed <= Number(values.to); seed++) {
  if (seed % shards !== shard - 1) continue;
  const began = performance.now();
  const drawn = await recordMissing(
    {
      take: takeToRecord(cast, seed, swing),
      swing,
      plan: castPlan(cast),
      ...(swing === 0 ? viewsOf(cast, seed) : NEXT_SWING),
    },
    recordings,
    trackers,
  );
  if (drawn) process.stdout.write(`${cast} ${seed}: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}
await Promise.all(Object.values(trackers).map((tracker) => tracker.close()));
