/** The pose model that made a track; intervals depend on it. */
export type PoseModel = 'lite' | 'full' | 'heavy';
