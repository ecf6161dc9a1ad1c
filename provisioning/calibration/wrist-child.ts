/**
 * A process that follows the wrists of one person through recordings, and ends. Native code may abort it without taking
 * the daemon along. Every picture counts, and none is smoothed: smoothing would move the moment at which hands stop.
 */
import { readVideo } from '../../device/capture/video-reader.ts';
import { createPoseTracker } from '../../device/pose/pose-tracker.ts';
import { explain } from '../../device/errors/bay-error.ts';
import { exitWithOwner } from '../../device/process/exit-with-owner.ts';
import { LANDMARK } from '../../device/swing/pose/landmark.ts';
import { IMAGE_VALUES } from '../../device/swing/pose/pose-track.ts';
import type { WristAnswer, WristOrder } from './wrist-messages.ts';
import type { SeenWrist, SeenWrists } from './wrist-track.ts';

/** More than this the network does not see of a picture. */
const MAX_EDGE_PIXELS = 1280;

exitWithOwner();

process.once('message', (order: WristOrder) => {
  follow(order).then(
    (wrists) => say({ type: 'done', wrists }),
    (error: unknown) => say({ type: 'failed', message: explain(error) }),
  );
});

async function follow({ files }: WristOrder): Promise<(SeenWrists | null)[][]> {
  const tracker = await createPoseTracker({ model: 'full', smoothing: 'none' });
  const all: (SeenWrists | null)[][] = [];
  try {
    for (const file of files) {
      tracker.reset();
      const wrists: (SeenWrists | null)[] = [];
      await readVideo(file, { format: 'NV12', maxEdgePixels: MAX_EDGE_PIXELS }, async (frame) => {
        const image = (await tracker.track(frame, frame.capturedAtNs / 1e6))?.image;
        const share = { x: 1 / frame.width, y: 1 / frame.height };
        wrists.push(
          image === undefined
            ? null
            : {
                left: wristIn(image, LANDMARK['left-wrist'], share),
                right: wristIn(image, LANDMARK['right-wrist'], share),
              },
        );
      });
      all.push(wrists);
    }
  } finally {
    await tracker.close();
  }
  return all;
}

/** As parts of the picture's width and height: the recording may have been scaled down. */
function wristIn(image: Float32Array, landmark: number, share: { x: number; y: number }): SeenWrist {
  const [x = 0, y = 0, , visibility = 0] = image.subarray(landmark * IMAGE_VALUES, (landmark + 1) * IMAGE_VALUES);
  return { x: x * share.x, y: y * share.y, visibility };
}

function say(answer: WristAnswer): void {
  if (process.connected) process.send?.(answer, undefined, undefined, () => undefined);
}
