/** What the live loop tells whoever listens: screens, logs, the hardware. Facts, in the past tense, in their order. */
import type { EncodedUnit } from '../capture/frame-source.port.ts';
import type { Resolution } from '../capture/rendition.ts';
import type { SwingKind } from '../swing/report/swing-report.ts';
import type { DeviceState, LinkState } from '../ports/bay-hardware.port.ts';
import type { Shot } from '../ports/launch-monitor.port.ts';
import type { BayStage } from './bay-machine.ts';
import type { LivePhaseName } from './live-phase.ts';

export type BayFact =
  | { readonly type: 'stage-changed'; readonly stage: BayStage }
  | { readonly type: 'warnings-changed' }
  | { readonly type: 'visit-began'; readonly session: string }
  | { readonly type: 'visit-ended'; readonly session: string }
  /** The new state of one device of the bay's hardware. */
  | { readonly type: 'device-changed'; readonly state: DeviceState }
  | { readonly type: 'hardware-link-changed'; readonly link: LinkState }
  | { readonly type: 'stop-changed'; readonly isPressed: boolean }
  | { readonly type: 'ball-dispensed'; readonly device: string }
  | { readonly type: 'card-shown'; readonly device: string }
  | { readonly type: 'availability-changed' }
  | { readonly type: 'shot-measured'; readonly shot: Shot }
  /** A shot of the launch monitor is in the store; null where no swing was found for it. */
  | { readonly type: 'shot-joined'; readonly shot: string; readonly swing: string | null }
  | {
      readonly type: 'pose-seen';
      readonly camera: string;
      readonly capturedAtNs: number;
      /** 33 × (x, y, z, visibility) in pixels; null when nobody is on the mat. */
      readonly image: Float32Array | null;
      readonly phase: LivePhaseName | null;
    }
  | {
      readonly type: 'picture-arrived';
      readonly camera: string;
      readonly resolution: Resolution;
      readonly picture: EncodedUnit;
    }
  | { readonly type: 'swing-detected'; readonly swing: string; readonly kind: SwingKind; readonly impactNs: number }
  /** It is on the disk, and will be there after a power cut. */
  | { readonly type: 'swing-stored'; readonly swing: string; readonly kind: SwingKind }
  | { readonly type: 'analysis-advanced'; readonly swing: string; readonly stage: string; readonly fraction: number }
  | {
      readonly type: 'swing-settled';
      readonly swing: string;
      /** 0 where the analysis failed and there is no report. */
      readonly revision: number;
      readonly status: 'completed' | 'failed';
    };

/** One thing that is wrong with the bay just now, for the person who can mend it. */
export interface BayTrouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly camera: string | null;
}
