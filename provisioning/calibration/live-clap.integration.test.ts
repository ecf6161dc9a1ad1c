import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedUnit } from '../../device/capture/frame-source.port.ts';
import { splitAccessUnits } from '../../device/virtual-bay/access-units.ts';
import { downTheLineCamera, faceOnCamera, type VirtualCamera } from '../../device/virtual-bay/camera.ts';
import { ClapMotion } from '../../device/virtual-bay/clap-motion.ts';
import { H264Encoder } from '../../device/virtual-bay/h264-encoder.ts';
import { randomGolfer } from '../../device/virtual-bay/random-golfer.ts';
import { Renderer, sceneOf } from '../../device/virtual-bay/renderer.ts';
import { type HeardOnset, SPEED_OF_SOUND_MS } from './clap.ts';
import { LiveClap } from './live-clap.ts';

/** Four claps of a drawn person, filmed by two cameras, followed by the real network in its real process. */
const SIZE = { width: 640, height: 360, fps: 60 };
const CLAPS_MS = [400, 905, 1420, 1990];
const DURATION_MS = 2300;
/** A neighbour's shots, which the microphone takes for claps. */
const SHOTS_MS = [700, 1700];
const DELAY_MS = 37;
const PLACE = { distanceM: 1.6, heightM: 1 };
const MS_MAX = 600_000;
/** On the bay's clock. */
const BEGAN_MS = 10_000;

const motion = new ClapMotion(randomGolfer(3, { handedness: 'right' }), CLAPS_MS, DURATION_MS);
const cameras = [faceOnCamera(SIZE), downTheLineCamera(SIZE)];

async function filmed(camera: VirtualCamera, lateMs: number): Promise<EncodedUnit[]> {
  const renderer = new Renderer(sceneOf(motion), camera);
  const encoder = new H264Encoder(SIZE);
  const timesMs = Array.from(
    { length: Math.floor((DURATION_MS * SIZE.fps) / 1000) },
    (_, i) => lateMs + (i * 1000) / SIZE.fps,
  );
  for (const ms of timesMs) {
    renderer.render(ms);
    await encoder.write(renderer.nv12);
  }
  return splitAccessUnits(await encoder.finish()).map(({ data, isKeyFrame }, i) => {
    return { data, isKeyFrame, capturedAtNs: (BEGAN_MS + timesMs[i]!) * 1e6 };
  });
}

describe('somebody who claps over the mat', () => {
  let directory: string;
  let films: Map<string, EncodedUnit[]>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-claps-'));
    films = new Map();
    for (const [i, camera] of cameras.entries()) films.set(camera.name, await filmed(camera, 7 * i));
  }, MS_MAX);

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it(
    'tells how late the microphone’s sound is stamped, although neighbours play and the cameras are not in step',
    async () => {
      // The hands are over the ball, so that any direction of the microphone is as far.
      const hands = motion.at(CLAPS_MS[0]!).body.wrists[0];
      const airMs =
        (Math.hypot(hands[2], hands[1] - PLACE.heightM, Math.sqrt(PLACE.distanceM ** 2 - 1)) / SPEED_OF_SOUND_MS) *
        1000;
      const heard = [...CLAPS_MS.map((ms) => ms + airMs + DELAY_MS), ...SHOTS_MS].sort((a, b) => a - b);
      const onsets = heard.map((ms): HeardOnset => ({ atMs: BEGAN_MS + ms, deviationMs: 0.3 }));
      let nowMs = BEGAN_MS;
      const clap = new LiveClap(
        {
          onsetsSince: () => onsets,
          cut: (name) => films.get(name) ?? [],
          scratchDirectory: directory,
          monotonicNs: () => (nowMs += 500) * 1e6,
        },
        cameras,
        PLACE,
      );
      const limit = setTimeout(() => clap.close(), MS_MAX / 2);
      const found = await clap.measure();
      clearTimeout(limit);
      expect(found).not.toBeNull();
      const { value, deviation } = found!.delayMs;
      process.stdout.write(
        `delay ${value.toFixed(2)} ± ${deviation.toFixed(2)} ms, truly ${DELAY_MS}, ${found!.claps} claps\n`,
      );
      expect(Math.abs(value - DELAY_MS)).toBeLessThan(3 * deviation);
      expect(deviation).toBeLessThan(4);
      expect(await readdir(directory)).toEqual([]);
    },
    MS_MAX,
  );
});
