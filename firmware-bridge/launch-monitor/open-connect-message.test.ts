import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOpenConnect } from './open-connect-message.ts';
import { completeSpin } from './spin.ts';

const BALL = { Speed: 152.3, SpinAxis: 4.1, TotalSpin: 2870, BackSpin: 2862.7, SideSpin: 205.2, HLA: -1.4, VLA: 12.8 };
const BLANK_CLUB = { Speed: 0, AngleOfAttack: 0, FaceToTarget: 0, Lie: 0, Loft: 0, Path: 0, SpeedAtImpact: 0 };
const OPTIONS = { ContainsBallData: true, ContainsClubData: false, LaunchMonitorIsReady: true };
const SHOT = {
  DeviceID: 'bay-07',
  Units: 'Yards',
  ShotNumber: 41,
  APIversion: '1',
  BallData: BALL,
  ClubData: BLANK_CLUB,
  ShotDataOptions: OPTIONS,
};

function shotOf(changes: object) {
  const message = readOpenConnect({ ...SHOT, ...changes });
  if (message.type !== 'shot') throw new Error(JSON.stringify(message));
  return message;
}

const ballOf = (changes: object) => shotOf({ BallData: { ...BALL, ...changes } }).ball;

describe('a shot by Open Connect', () => {
  it('is read in metres a second, degrees and revolutions a minute', () => {
    expect(shotOf({})).toEqual({
      type: 'shot',
      deviceId: 'bay-07',
      shotNumber: '41',
      ball: {
        speedMps: 152.3 * 0.44704,
        directionDeg: -1.4,
        launchDeg: 12.8,
        spinRpm: 2870,
        backSpinRpm: 2862.7,
        sideSpinRpm: 205.2,
        spinAxisDeg: 4.1,
        carryM: null,
      },
      club: null,
      isReady: true,
      isBallDetected: null,
    });
  });

  it.each([['APIVersion'], ['apiversion'], ['APIversion']])('is read with %s', (name) => {
    const { APIversion: _, ...rest } = SHOT;
    expect(readOpenConnect({ ...rest, [name]: '1' })).toMatchObject({ type: 'shot' });
    expect(readOpenConnect({ ...rest, [name]: '2' })).toMatchObject({
      type: 'refused',
      reason: 'APIversion 2 is not spoken here, only 1.',
    });
  });

  it('counts with a blank club path, whose value alone is missing', () => {
    const ClubData = { ...BLANK_CLUB, Speed: 104.2, Path: '', FaceToTarget: 1.5 };
    const { ball, club } = shotOf({ ClubData, ShotDataOptions: { ...OPTIONS, ContainsClubData: true } });
    expect(ball).not.toBeNull();
    expect(club).toEqual({
      speedMps: 104.2 * 0.44704,
      attackDeg: null,
      faceToTargetDeg: 1.5,
      pathDeg: null,
      lieDeg: null,
      loftDeg: null,
    });
  });

  it('has no club where the monitor says that it has, and sends zeros', () => {
    expect(shotOf({ ShotDataOptions: { ...OPTIONS, ContainsClubData: true } }).club).toBeNull();
    expect(shotOf({ ClubData: { ...BLANK_CLUB, Speed: 90 } }).club).toBeNull();
  });

  it('keeps the sign of its spin axis, and believes it against a side spin of the other sign', () => {
    expect(ballOf({ SpinAxis: -4.1, SideSpin: -205.2 })).toMatchObject({ spinAxisDeg: -4.1, sideSpinRpm: -205.2 });
    const contradicted = ballOf({ SpinAxis: -4.1, SideSpin: 205.2 });
    expect(contradicted?.spinAxisDeg).toBe(-4.1);
    expect(contradicted?.sideSpinRpm).toBeCloseTo(-205.2, 1);
    expect(ballOf({ SpinAxis: 355.9 })?.spinAxisDeg).toBeCloseTo(-4.1, 9);
  });

  it('has total spin and axis made of back and side spin where they alone were sent, and the other way', () => {
    const fromPair = ballOf({ TotalSpin: 0, SpinAxis: 0, BackSpin: 3000, SideSpin: -400 });
    expect(fromPair?.spinRpm).toBeCloseTo(Math.hypot(3000, 400), 6);
    expect(fromPair?.spinAxisDeg).toBeCloseTo(-7.595, 3);
    const fromTotal = ballOf({ BackSpin: 0, SideSpin: 0 });
    expect(fromTotal?.backSpinRpm).toBeCloseTo(2862.7, 1);
    expect(fromTotal?.sideSpinRpm).toBeCloseTo(205.2, 1);
  });

  it('has no spin where none was measured, rather than a spin of zero', () => {
    const ball = ballOf({ SpinAxis: 0, TotalSpin: 0, BackSpin: 0, SideSpin: 0 });
    expect(ball).toMatchObject({ spinRpm: null, backSpinRpm: null, sideSpinRpm: null, spinAxisDeg: null });
  });

  it('takes its carry in the unit that it names', () => {
    expect(ballOf({ CarryDistance: 200 })?.carryM).toBeCloseTo(182.88, 6);
    const metric = shotOf({ Units: 'Meters', BallData: { ...BALL, CarryDistance: 200 } });
    expect(metric.ball?.carryM).toBe(200);
  });

  it.each([
    ['no speed', { Speed: 0 }, 'BallData.Speed'],
    ['the speed of a bullet', { Speed: 900 }, 'BallData.Speed'],
    ['a direction that is a word', { HLA: 'left' }, 'BallData.HLA'],
    ['no launch angle', { VLA: null }, 'BallData.VLA'],
    ['a spin that no ball survives', { BackSpin: 90_000 }, 'BallData.BackSpin'],
  ])('with %s is refused, and the field is named', (_, changes, field) => {
    const message = readOpenConnect({ ...SHOT, BallData: { ...BALL, ...changes } });
    expect(message).toMatchObject({ type: 'refused', deviceId: 'bay-07' });
    expect(message.type === 'refused' && message.reason).toContain(field);
  });

  it('is none where the message is a heartbeat, whatever ball it still carries', () => {
    const ShotDataOptions = { ...OPTIONS, IsHeartBeat: true, LaunchMonitorBallDetected: false };
    expect(readOpenConnect({ ...SHOT, ShotDataOptions })).toEqual({
      type: 'status',
      deviceId: 'bay-07',
      isHeartBeat: true,
      isReady: true,
      isBallDetected: false,
    });
  });

  it('is recognised by its ball where no option says what the message contains', () => {
    expect(shotOf({ ShotDataOptions: undefined }).ball).not.toBeNull();
    expect(readOpenConnect({ DeviceID: 'x', BallData: { Speed: 0 } })).toMatchObject({ type: 'status' });
  });

  it('may be anything at all, and is then refused or a status, never an accident', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(SHOT)), fc.jsonValue()), (message) => {
        const read = readOpenConnect(message);
        if (read.type === 'shot') expect(read.ball ?? read.club).not.toBeNull();
      }),
    );
  });
});

describe('spin', () => {
  it('is the same by total and axis as by back and side', () => {
    const rpm = fc.double({ min: 50, max: 12_000, noNaN: true });
    const axis = fc.double({ min: -80, max: 80, noNaN: true });
    fc.assert(
      fc.property(rpm, axis, (total, axisDeg) => {
        const byTotal = completeSpin({ total, axisDeg, back: null, side: null });
        const byPair = completeSpin({
          total: null,
          axisDeg: null,
          back: byTotal.backSpinRpm,
          side: byTotal.sideSpinRpm,
        });
        expect(byPair.spinRpm).toBeCloseTo(total, 6);
        expect(byPair.spinAxisDeg).toBeCloseTo(axisDeg, 6);
      }),
    );
  });
});
