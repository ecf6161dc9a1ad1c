import type { CameraRole } from '../../api/contract/report.ts';

/** What the replay needs to know of a camera: the live ones and a report's have it alike. */
export interface StageCamera {
  readonly name: string;
  readonly role: CameraRole;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}
