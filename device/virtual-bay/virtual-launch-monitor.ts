/**
 * A launch monitor without a radar: it connects to the bay as one made for GSPro would (Open Connect v1), says that it
 * lives, and reports a ball for each swing that it is told of, late by its own delay and a little uneven. When the bay
 * goes away it connects again and counts from one.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, NS_PER_MS } from '../clock/clock.ts';
import { type FlownBall, flyBall } from './flown-ball.ts';
import type { Club } from './golfer.ts';
import { type Random, seededRandom } from './random.ts';

const MPS_PER_MPH = 0.44704;
const HEARTBEAT_MS = 6_000;
const CONNECT_AGAIN_MS = 500;
const CONNECT_WITHIN_MS = 2_000;
const SHOTS_UNDER_WAY_MAX = 8;

export interface VirtualLaunchMonitorOptions {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly deviceId?: string;
  readonly seed?: number;
  /** From impact to the report of the shot. */
  readonly delayMs?: number;
  /** Standard deviation of that. */
  readonly jitterMs?: number;
}

export interface StruckBall {
  readonly impactNs: number;
  readonly club: Club;
  readonly downswingMs: number;
}

export type PlayedShot =
  | { readonly status: 'sent'; readonly shotNumber: number; readonly sentNs: number; readonly ball: FlownBall }
  /** The bay was not there, or the monitor was closed or had too much to do. */
  | { readonly status: 'not-sent' };

export class VirtualLaunchMonitor {
  readonly #options: Required<VirtualLaunchMonitorOptions>;
  readonly #random: Random;
  readonly #ending = new AbortController();
  #socket: Socket | null = null;
  #isConnected = false;
  #shotNumber = 0;
  #underWay = 0;
  #running: Promise<void> | null = null;

  constructor(options: VirtualLaunchMonitorOptions) {
    this.#options = { deviceId: 'virtual launch monitor', seed: 1, delayMs: 900, jitterMs: 30, ...options };
    this.#random = seededRandom(this.#options.seed);
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Begins to connect, and goes on whenever the connection is lost. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Reports the ball of a swing once its delay after impact is over. */
  async play({ impactNs, club, downswingMs }: StruckBall): Promise<PlayedShot> {
    if (this.#underWay >= SHOTS_UNDER_WAY_MAX) return { status: 'not-sent' };
    const { clock, delayMs, jitterMs } = this.#options;
    const ball = flyBall(club, downswingMs, this.#random);
    const waitMs = (impactNs - clock.monotonicNs()) / NS_PER_MS + Math.max(0, this.#random.normal(delayMs, jitterMs));
    this.#underWay++;
    try {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: this.#ending.signal });
    } catch {
      return { status: 'not-sent' };
    } finally {
      this.#underWay--;
    }
    return this.#report(ball);
  }

  /** Reports a ball that nobody here has struck. */
  haunt(club: Club = { kind: 'iron', lengthM: 0.95 }): PlayedShot {
    return this.#report(flyBall(club, 260, this.#random));
  }

  /** As if its power went for a moment. */
  drop(): void {
    this.#socket?.destroy();
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#socket?.destroy();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await this.#connection();
      await sleep(CONNECT_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Resolves when it is over. */
  #connection(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true });
      this.#socket = socket;
      let heartbeat: NodeJS.Timeout | undefined;
      const impatience = setTimeout(() => socket.destroy(), CONNECT_WITHIN_MS);
      socket.on('connect', () => {
        clearTimeout(impatience);
        this.#isConnected = true;
        this.#shotNumber = 0;
        this.#say(0, { options: { IsHeartBeat: false } });
        heartbeat = setInterval(() => this.#say(0, { options: { IsHeartBeat: true } }), HEARTBEAT_MS);
      });
      // What the bay answers changes nothing here, but must be read, or the bay would cut the connection.
      socket.resume();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearTimeout(impatience);
        clearInterval(heartbeat);
        this.#isConnected = false;
        this.#socket = null;
        resolve();
      });
    });
  }

  #report(ball: FlownBall): PlayedShot {
    if (!this.#isConnected) return { status: 'not-sent' };
    this.#shotNumber++;
    const axis = (ball.spinAxisDeg * Math.PI) / 180;
    this.#say(this.#shotNumber, {
      ball: {
        Speed: tidy(ball.ballSpeedMps / MPS_PER_MPH),
        SpinAxis: tidy(ball.spinAxisDeg),
        TotalSpin: tidy(ball.spinRpm),
        BackSpin: tidy(ball.spinRpm * Math.cos(axis)),
        SideSpin: tidy(ball.spinRpm * Math.sin(axis)),
        HLA: tidy(ball.directionDeg),
        VLA: tidy(ball.launchDeg),
      },
      club: {
        Speed: tidy(ball.clubSpeedMps / MPS_PER_MPH),
        AngleOfAttack: tidy(ball.attackDeg),
        FaceToTarget: tidy(ball.faceToTargetDeg),
        Path: tidy(ball.pathDeg),
      },
      options: { ContainsBallData: true, ContainsClubData: true, IsHeartBeat: false },
    });
    const { clock } = this.#options;
    return { status: 'sent', shotNumber: this.#shotNumber, sentNs: clock.monotonicNs(), ball };
  }

  #say(number: number, { ball, club, options }: { ball?: object; club?: object; options: object }): void {
    const message = {
      DeviceID: this.#options.deviceId,
      Units: 'Yards',
      ShotNumber: number,
      APIversion: '1',
      ...(ball === undefined ? {} : { BallData: ball }),
      ...(club === undefined ? {} : { ClubData: club }),
      ShotDataOptions: {
        ContainsBallData: false,
        ContainsClubData: false,
        LaunchMonitorIsReady: true,
        LaunchMonitorBallDetected: true,
        ...options,
      },
    };
    this.#socket?.write(`${JSON.stringify(message)}\n`);
  }
}

function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
