/**
 * OpenGolfSim's developer interface. Pure.
 *
 * The unit goes with every shot, since its default changed between versions. Angles beyond what it documents are held
 * at its bounds: a flop shot launched at 52° is played at 45° rather than not at all. It says nothing when a shot
 * arrives and sends a result when the ball lies, so that result is the answer.
 */
import { fieldOf } from './measured-number.ts';
import type { SimulatorDialect, SimulatorWord } from './simulator-dialect.ts';

const ANGLE_DEG_MAX = 45;

export const openGolfSimDialect: SimulatorDialect = {
  name: 'OpenGolfSim',
  defaultPort: 3111,
  heartbeatMs: null,
  answerWithinMs: 20_000,
  isReadyAtOnce: true,
  status: (_deviceId, isReady) => statusMessage(isReady),
  heartbeat: (_deviceId, isReady) => statusMessage(isReady),
  shot(_deviceId, { ball }) {
    if (ball === null) return null;
    const shot = {
      ballSpeed: tidy(ball.speedMps),
      verticalLaunchAngle: tidy(within(ball.launchDeg, 0, ANGLE_DEG_MAX)),
      horizontalLaunchAngle: tidy(within(ball.directionDeg, -ANGLE_DEG_MAX, ANGLE_DEG_MAX)),
      spinSpeed: tidy(ball.spinRpm ?? 0),
      spinAxis: tidy(within(ball.spinAxisDeg ?? 0, -ANGLE_DEG_MAX, ANGLE_DEG_MAX)),
    };
    return `${JSON.stringify({ type: 'shot', unit: 'metric', shot })}\n`;
  },
  understand(piece): SimulatorWord {
    if (piece.kind !== 'json') return { type: 'other' };
    const type = fieldOf(piece.value, 'type');
    if (type === 'result') return { type: 'accepted' };
    return type === 'player' ? { type: 'player', club: null } : { type: 'other' };
  },
};

function statusMessage(isReady: boolean): string {
  return `${JSON.stringify({ type: 'device', status: isReady ? 'ready' : 'busy' })}\n`;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
