import { BACKSWING_DRILLS } from './backswing-drills.ts';
import { DOWNSWING_DRILLS } from './downswing-drills.ts';
import type { Drill } from './drill.ts';
import { FINISH_DRILLS } from './finish-drills.ts';
import { IMPACT_DRILLS } from './impact-drills.ts';
import { SETUP_DRILLS } from './setup-drills.ts';
import { TOP_DRILLS } from './top-drills.ts';

/** Every drill, in the order of the swing. */
export const DRILLS: readonly Drill[] = [
  ...SETUP_DRILLS,
  ...BACKSWING_DRILLS,
  ...TOP_DRILLS,
  ...DOWNSWING_DRILLS,
  ...IMPACT_DRILLS,
  ...FINISH_DRILLS,
];
