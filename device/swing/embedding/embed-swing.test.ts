import { describe, expect, it } from 'vitest';
import { downTheLineCamera, faceOnCamera, project, type VirtualCamera } from '../../virtual-bay/camera.ts';
import { landmarksAt } from '../../virtual-bay/landmarks.ts';
import { randomGolfer } from '../../virtual-bay/random-golfer.ts';
import { SwingMotion as VirtualSwing } from '../../virtual-bay/swing-motion.ts';
import { eventsOf } from '../../virtual-bay/truth.ts';
import { cameraOfShifted, visitSwing } from '../../virtual-bay/visit-swing.ts';
import { overlaySwings } from '../compare/overlay.ts';
import type { SwingMotion } from '../metrics/swing-motion.ts';
import { LANDMARK_COUNT } from '../pose/landmark.ts';
import { emptyPoseTrack, type PoseTrack } from '../pose/pose-track.ts';
import { EMBEDDING_VERSION, embedSwing, type SwingEmbedding } from './embed-swing.ts';
import { embeddingDistance } from './embedding-projection.ts';

const SIZE = { width: 720, height: 1280, fps: 40 };

interface Filmed {
  readonly golfer: number;
  readonly number?: number;
  readonly handedness?: 'left' | 'right';
  readonly size?: typeof SIZE;
  readonly calibrated?: boolean;
  readonly views?: readonly ('face-on' | 'down-the-line')[];
}

/** A virtual golfer's swing as a pose model that never errs would see it. */
function filmed({
  golfer,
  number = 0,
  handedness = 'right',
  size = SIZE,
  calibrated = true,
  views,
}: Filmed): SwingMotion {
  const visit = visitSwing(randomGolfer(golfer, { handedness }), number);
  const swing = new VirtualSwing(visit.golfer, { leadInMs: 300, holdMs: 500 });
  const side = handedness === 'right' ? 1 : -1;
  const cameras = [faceOnCamera(size, side), downTheLineCamera(size, side)].filter(
    ({ role }) => views === undefined || views.includes(role as 'face-on'),
  );
  return {
    views: cameras.map((camera) => ({
      track: seenBy(cameraOfShifted(camera, visit.ballShiftM), swing),
      role: camera.role,
      calibration: calibrated ? camera.calibration : null,
    })),
    handedness,
    events: eventsOf(swing).map((event) => ({ ...event, frame: {}, confidence: 1, by: 'truth' })),
    slowMotion: { suspected: false, factor: null },
  };
}

function seenBy({ name, fps, calibration }: VirtualCamera, swing: VirtualSwing): PoseTrack {
  const frames = Math.floor((swing.durationMs * fps) / 1000);
  const timesMs = Float64Array.from({ length: frames }, (_, i) => (i * 1000) / fps);
  const track = emptyPoseTrack(name, calibration, timesMs);
  track.presence.fill(1);
  for (const [frame, time] of timesMs.entries()) {
    const joints = landmarksAt(swing, time);
    for (let row = 0; row < LANDMARK_COUNT; row++) {
      const [x, y, z] = joints.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
      const pixel = project(calibration, [x, y, z]);
      track.image.set([pixel.x, pixel.y, 0, 1], (frame * LANDMARK_COUNT + row) * 4);
    }
  }
  return track;
}

const points = new Map<string, SwingEmbedding>();

function pointOf(swing: Filmed): SwingEmbedding {
  const key = JSON.stringify(swing);
  const embedding = points.get(key) ?? embedSwing(filmed(swing));
  if (embedding === null) throw new Error('the swing has no place');
  points.set(key, embedding);
  return embedding;
}

const distance = (a: Filmed, b: Filmed): number => embeddingDistance(pointOf(a).values, pointOf(b).values);

describe('the place of a swing among others', () => {
  it('is near that of the same golfer’s next swing and far from every other golfer’s', () => {
    const own = distance({ golfer: 9001 }, { golfer: 9001, number: 1 });
    expect(own).toBeLessThan(1.5);
    for (const other of [9002, 9003]) {
      expect(distance({ golfer: 9001 }, { golfer: other })).toBeGreaterThan(1.5 * own);
    }
  });

  it('is the same for the golfer in the mirror, and for pictures of another size', () => {
    expect(distance({ golfer: 9001 }, { golfer: 9001, handedness: 'left' })).toBeLessThan(0.05);
    const half = { width: 360, height: 640, fps: 40 };
    expect(
      distance({ golfer: 9001, views: ['face-on'] }, { golfer: 9001, views: ['face-on'], size: half }),
    ).toBeLessThan(0.05);
  });

  it('belongs to a space of its own for every way of seeing', () => {
    expect(pointOf({ golfer: 9001 })).toMatchObject({ space: 'space', version: EMBEDDING_VERSION });
    expect(pointOf({ golfer: 9001, calibrated: false }).space).toBe('face-on');
    expect(pointOf({ golfer: 9001, views: ['down-the-line'] }).space).toBe('down-the-line');
  });

  it('is unknown without impact, in slow motion of unknown rate, and of a golfer who is hidden', () => {
    const swing = filmed({ golfer: 9001 });
    expect(embedSwing({ ...swing, events: swing.events.filter(({ name }) => name !== 'impact') })).toBeNull();
    expect(embedSwing({ ...swing, slowMotion: { suspected: true, factor: null } })).toBeNull();
    const hidden = swing.views.map((view) => ({
      ...view,
      track: { ...view.track, image: view.track.image.map((value, i) => (i % 4 === 3 ? 0.02 : value)) },
    }));
    expect(embedSwing({ ...swing, views: hidden })).toBeNull();
  });
});

describe('two skeletons in one picture', () => {
  const furthest = (a: Filmed, b: Filmed): number => {
    const overlays = overlaySwings(filmed(a), filmed(b));
    expect(overlays.map(({ view }) => view)).toEqual(['face-on', 'down-the-line']);
    return Math.max(
      ...overlays.flatMap(({ frames }) =>
        frames.flatMap(({ first, second }) =>
          first.map((joint, i) =>
            Math.hypot((joint?.x ?? 0) - (second[i]?.x ?? 0), (joint?.y ?? 0) - (second[i]?.y ?? 0)),
          ),
        ),
      ),
    );
  };

  it('lie on each other when a left-hander makes the same swing in the mirror', () => {
    expect(furthest({ golfer: 9001 }, { golfer: 9001, handedness: 'left' })).toBeLessThan(0.02);
  });

  it('differ where another golfer moves otherwise', () => {
    expect(furthest({ golfer: 9001 }, { golfer: 9002 })).toBeGreaterThan(0.1);
  });

  it('stand on their feet at every event of the swing, address first', () => {
    const [faceOn] = overlaySwings(filmed({ golfer: 9001 }), filmed({ golfer: 9002 }));
    const events = faceOn?.frames.flatMap(({ event }) => event ?? []);
    expect(events).toEqual([
      'address',
      'toe-up',
      'mid-backswing',
      'top',
      'mid-downswing',
      'impact',
      'mid-follow-through',
      'finish',
    ]);
    const [lead, trail] = [faceOn?.frames[0]?.first[12], faceOn?.frames[0]?.first[13]];
    expect(((lead?.y ?? 9) + (trail?.y ?? 9)) / 2).toBeCloseTo(0, 2);
  });

  it('are drawn from one picture each where that is all there is, and not at all from different ones', () => {
    const faceOn = filmed({ golfer: 9001, views: ['face-on'] });
    expect(overlaySwings(faceOn, filmed({ golfer: 9002, views: ['face-on'] })).map(({ view }) => view)).toEqual([
      'face-on',
    ]);
    expect(overlaySwings(faceOn, filmed({ golfer: 9002, views: ['down-the-line'] }))).toEqual([]);
  });
});
