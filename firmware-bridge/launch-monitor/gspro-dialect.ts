/** GSPro Connect, as a launch monitor speaks to it: Open Connect v1, each message with a newline. Pure. */
import type { BallFlight, ClubDelivery } from '../../device/ports/launch-monitor.port.ts';
import { fieldOf, METRES_PER_YARD, MPS_PER_MPH, measured } from './measured-number.ts';
import type { SimulatorDialect, SimulatorWord } from './simulator-dialect.ts';

const READY = 'gspro ready';
const ENDED = 'gspro round ended';
const MESSAGE_LENGTH_MAX = 200;

export const gsproDialect: SimulatorDialect = {
  name: 'GSPro',
  defaultPort: 921,
  heartbeatMs: 6_000,
  answerWithinMs: 5_000,
  isReadyAtOnce: false,
  status: (deviceId, isReady) => statusMessage(deviceId, isReady, false),
  heartbeat: (deviceId, isReady) => statusMessage(deviceId, isReady, true),
  shot(deviceId, { ball, club }, number) {
    if (ball === null) return null;
    return line(deviceId, number, {
      BallData: ballData(ball),
      ClubData: clubData(club),
      ShotDataOptions: {
        ContainsBallData: true,
        ContainsClubData: club !== null,
        LaunchMonitorIsReady: true,
        LaunchMonitorBallDetected: true,
        IsHeartBeat: false,
      },
    });
  },
  understand(piece): SimulatorWord {
    if (piece.kind === 'damaged') return { type: 'other' };
    if (piece.kind === 'text') return wordOfText(piece.text);
    const code = measured(fieldOf(piece.value, 'Code'));
    const message = fieldOf(piece.value, 'Message');
    const said = typeof message === 'string' ? message.slice(0, MESSAGE_LENGTH_MAX) : '';
    if (code === 200) return { type: 'accepted' };
    if (code === 201) {
      const club = fieldOf(fieldOf(piece.value, 'Player'), 'Club');
      return { type: 'player', club: typeof club === 'string' ? club : null };
    }
    if (code === 202) return { type: 'ready' };
    if (code === 203) return { type: 'ended' };
    if (code !== null && code >= 500) return { type: 'refused', message: said === '' ? `code ${code}` : said };
    return wordOfText(said);
  },
};

function wordOfText(text: string): SimulatorWord {
  const said = text.toLowerCase();
  if (said === READY) return { type: 'ready' };
  return said === ENDED ? { type: 'ended' } : { type: 'other' };
}

/** GSPro wants every number of a ball; zero is how a monitor says there that it did not measure one. */
function ballData(ball: BallFlight): object {
  return {
    Speed: tidy(ball.speedMps / MPS_PER_MPH),
    SpinAxis: tidy(ball.spinAxisDeg ?? 0),
    TotalSpin: tidy(ball.spinRpm ?? 0),
    BackSpin: tidy(ball.backSpinRpm ?? 0),
    SideSpin: tidy(ball.sideSpinRpm ?? 0),
    HLA: tidy(ball.directionDeg),
    VLA: tidy(ball.launchDeg),
    ...(ball.carryM === null ? {} : { CarryDistance: tidy(ball.carryM / METRES_PER_YARD) }),
  };
}

function clubData(club: ClubDelivery | null): object {
  return {
    Speed: tidy((club?.speedMps ?? 0) / MPS_PER_MPH),
    AngleOfAttack: tidy(club?.attackDeg ?? 0),
    FaceToTarget: tidy(club?.faceToTargetDeg ?? 0),
    Lie: tidy(club?.lieDeg ?? 0),
    Loft: tidy(club?.loftDeg ?? 0),
    Path: tidy(club?.pathDeg ?? 0),
    SpeedAtImpact: tidy((club?.speedMps ?? 0) / MPS_PER_MPH),
    VerticalFaceImpact: 0,
    HorizontalFaceImpact: 0,
    ClosureRate: 0,
  };
}

function statusMessage(deviceId: string, isReady: boolean, isHeartBeat: boolean): string {
  return line(deviceId, 0, {
    ShotDataOptions: {
      ContainsBallData: false,
      ContainsClubData: false,
      LaunchMonitorIsReady: isReady,
      LaunchMonitorBallDetected: isReady,
      IsHeartBeat: isHeartBeat,
    },
  });
}

function line(deviceId: string, number: number, rest: object): string {
  return `${JSON.stringify({ DeviceID: deviceId, Units: 'Yards', ShotNumber: number, APIversion: '1', ...rest })}\n`;
}

/** Far below what any monitor measures; keeps conversions from growing tails. */
function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
