/**
 * What measures the ball's flight, and where shots are passed on to.
 *
 * CONTRACT
 * - Units are SI and degrees, whatever the wire speaks: metres a second, metres, revolutions a minute. Angles are
 *   positive to the right of the target line and upwards; a positive spin axis curves the ball to the right.
 * - A value that the monitor did not send is null, never 0.
 * - `shots` is hot and never fails; it completes when the monitor is closed. A shot that the wire repeats is delivered
 *   once.
 * - `receivedNs` is CLOCK_MONOTONIC of arrival: the impact was earlier, by a delay that differs between monitors and is
 *   learnt when shots are joined to swings.
 * - `close` is idempotent.
 */
import type { Observable } from 'rxjs';
import { SHOT_SOURCES } from '../swing/report/shot-data.ts';

export const LAUNCH_MONITOR_SOURCES = SHOT_SOURCES;
export type LaunchMonitorSource = (typeof LAUNCH_MONITOR_SOURCES)[number];

export interface BallFlight {
  readonly speedMps: number;
  /** Horizontal launch angle. */
  readonly directionDeg: number;
  /** Vertical launch angle. */
  readonly launchDeg: number;
  readonly spinRpm: number | null;
  readonly backSpinRpm: number | null;
  readonly sideSpinRpm: number | null;
  readonly spinAxisDeg: number | null;
  readonly carryM: number | null;
}

export interface ClubDelivery {
  readonly speedMps: number | null;
  readonly attackDeg: number | null;
  readonly faceToTargetDeg: number | null;
  readonly pathDeg: number | null;
  readonly lieDeg: number | null;
  readonly loftDeg: number | null;
}

export interface Shot {
  /** UUIDv7, given on arrival. */
  readonly id: string;
  readonly source: LaunchMonitorSource;
  /** The monitor's name for itself. */
  readonly deviceId: string;
  /** The monitor's own number of the shot, or its id; with source, device and connection it names the shot once. */
  readonly shotNumber: string;
  /** What the number counts within, where a monitor begins anew with each connection; absent where it is unique. */
  readonly connection?: string;
  readonly receivedNs: number;
  readonly ball: BallFlight | null;
  readonly club: ClubDelivery | null;
  /** The message as it came, for whoever must look again. */
  readonly raw: string;
}

export interface LaunchMonitorState {
  readonly link: 'off' | 'waiting' | 'connected';
  readonly isReady: boolean;
  readonly isBallDetected: boolean;
  /** In the operator's words: which monitor, at which address. */
  readonly description: string;
  /** What keeps it from working though it is configured, such as a port that is taken; absent or null where nothing. */
  readonly obstacle?: LaunchMonitorObstacle | null;
}

export interface LaunchMonitorObstacle {
  /** Stable, such as `launch-monitor/cannot-listen`. */
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

export interface PlayerAtBay {
  readonly handedness: 'left' | 'right';
  /** One of GSPro's words, such as `DR` or `I7`; null where nobody has said. */
  readonly club: string | null;
}

export interface LaunchMonitor {
  readonly shots: Observable<Shot>;
  /** The newest state first, then each change. */
  readonly states: Observable<LaunchMonitorState>;
  state(): LaunchMonitorState;
  /** Tells the monitor who plays; without effect where it has no such message. */
  setPlayer(player: PlayerAtBay): void;
  close(): Promise<void>;
}

/** A simulator that takes shots from us. */
export interface ShotRelay {
  readonly states: Observable<LaunchMonitorState>;
  state(): LaunchMonitorState;
  /**
   * Passes one shot on, at most once. Resolves with what became of it: `refused` carries the simulator's own words,
   * `unanswered` means that it may or may not have arrived, and is not tried again.
   */
  relay(
    shot: Shot,
  ): Promise<
    | { readonly status: 'accepted' }
    | { readonly status: 'refused'; readonly message: string }
    | { readonly status: 'unanswered' }
    | { readonly status: 'not-connected' }
  >;
  setReady(isReady: boolean): void;
  close(): Promise<void>;
}
