import { join } from 'node:path';
import type { PoseModel } from '../catalog.ts';
import { projectDirectory } from '../built-model.ts';
import type { OraclePose } from './mediapipe-oracle.ts';

/** What MediaPipe said about one golden picture with one model. */
export interface GoldenRecord {
  model: PoseModel;
  frame: string;
  /** Tells a changed picture from a changed model. */
  pictureSha256: string;
  detected: OraclePose | null;
  tracked: OraclePose | null;
}

export const GOLDEN_FILE = join(projectDirectory(), 'models', 'golden', 'mediapipe-landmarks.json');
