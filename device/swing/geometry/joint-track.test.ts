import { describe, expect, it } from 'vitest';
import { filmed } from '../metrics/posed-golfer.fixture.ts';
import { LANDMARK } from '../pose/landmark.ts';
import { bayCameras } from './bay-cameras.fixture.ts';
import { jointSeries, triangulateTracks } from './joint-track.ts';
import { mirrorJointTrack, mirrorPoseTrack } from './mirror.ts';

const { faceOn, downTheLine } = bayCameras();
const MOVING = { to: { pelvisSwayM: 0.2 } };
const front = (options = {}) => ({ track: filmed('face-on', faceOn, { ...MOVING, ...options }), calibration: faceOn });
const behind = (options = {}) => ({
  track: filmed('down-the-line', downTheLine, { ...MOVING, ...options }),
  calibration: downTheLine,
});

describe('joints from two views', () => {
  it('come at the times of the faster camera, the slower one read between its frames', () => {
    const track = triangulateTracks([front({ fps: 120 }), behind({ fps: 50 })]);
    expect(track?.timesMs).toHaveLength(145);
    const x = track === null ? [] : jointSeries(track, LANDMARK['left-hip'], 0);
    // Half way through the move the hip passes 0.1 m sway plus half the pelvis' width.
    expect(x[72]).toBeCloseTo(0.2, 3);
  });

  it('cover only the time that both cameras saw', () => {
    const late = behind();
    const shifted = { ...late, track: { ...late.track, timesMs: late.track.timesMs.map((time) => time + 300) } };
    const track = triangulateTracks([front(), shifted]);
    expect(track?.timesMs[0]).toBeCloseTo(300, 6);
    expect(track?.timesMs.at(-1)).toBeCloseTo(1200, 6);
  });

  it('follow a calibration made at another picture size', () => {
    const half = behind();
    const track = {
      ...half.track,
      width: half.track.width / 2,
      height: half.track.height / 2,
      image: half.track.image.map((value, i) => (i % 4 < 2 ? value / 2 : value)),
    };
    const joints = triangulateTracks([front(), { ...half, track }]);
    expect(joints === null ? 9 : jointSeries(joints, LANDMARK['left-hip'], 0)[0]).toBeCloseTo(0.1, 4);
  });

  it('are unknown where one camera does not see them, and nothing without a second view', () => {
    const track = triangulateTracks([front(), behind({ hidden: ['left-knee'] })]);
    expect(track === null ? 0 : jointSeries(track, LANDMARK['left-knee'], 1)[40]).toBeNaN();
    expect(track === null ? 0 : jointSeries(track, LANDMARK['right-knee'], 1)[40]).toBeCloseTo(0.49, 1);
    expect(triangulateTracks([front()])).toBeNull();
    expect(triangulateTracks([])).toBeNull();
  });
});

describe('the mirror', () => {
  it('turns a left-hander’s joints into the right-hander’s', () => {
    const cameras = bayCameras(-1);
    const left = triangulateTracks([
      { track: filmed('a', cameras.faceOn, { ...MOVING, handedness: 'left' }), calibration: cameras.faceOn },
      { track: filmed('b', cameras.downTheLine, { ...MOVING, handedness: 'left' }), calibration: cameras.downTheLine },
    ]);
    const right = triangulateTracks([front(), behind()]);
    if (left === null || right === null) throw new TypeError('No joints were found.');
    const mirrored = mirrorJointTrack(left);
    for (let i = 0; i < right.joints.length; i++) expect(mirrored.joints[i]).toBeCloseTo(right.joints[i] as number, 3);
  });

  it('held up twice shows the golfer as before', () => {
    const { track } = front();
    const twice = mirrorPoseTrack(mirrorPoseTrack(track));
    for (let i = 0; i < track.image.length; i += 7) expect(twice.image[i]).toBeCloseTo(track.image[i] as number, 2);
  });

  it('puts the left wrist where the right one was, on the other side of the picture', () => {
    const { track } = front();
    const mirrored = mirrorPoseTrack(track);
    const x = track.image[LANDMARK['right-hip'] * 4] as number;
    expect(mirrored.image[LANDMARK['left-hip'] * 4]).toBeCloseTo(track.width - x, 2);
  });
});
