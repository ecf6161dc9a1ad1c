/** Where limits, spreads and effects of faults come from, in the words that pages print. */
export const CONVENTION = 'coaching convention, set so wide that a coach would see it without a computer';
/** Of limits that virtual golfers had a say in, which says nothing about how often real golfers show the fault. */
export const CONVENTION_BY_RATE =
  'coaching convention, widened until fewer than four in ten virtual golfers show it; no published figure';
export const GOLFDB = 'GolfDB labels, 758 real-time swings: outside the 5th to 95th percentile';
export const GOLFTEC = 'GolfTEC SwingTRU, 13,000 golfers: beyond what 30-handicaps show on average';
export const TURN_COHORT = 'PGA Tour professionals turn 87° (McTeigue 1994); limit a spread and more outside';
export const SEQUENCE_COHORT =
  'pelvis peaks before thorax in professionals, with twice the timing spread in amateurs (TPI)';

export const EFFECT_BY_CONVENTION = 'coaching convention; no published figure';
export const EFFECT_BY_COHORT = 'among what differs most between professionals and 30-handicaps (GolfTEC SwingTRU)';
export const EFFECT_BY_SPEED = 'peak speeds pass from pelvis to club; amateurs lose speed where they do not (TPI)';
