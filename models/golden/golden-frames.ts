import { drawMannequins, type MannequinPicture, type MannequinPose } from './mannequin-picture.ts';

/** The pictures whose landmarks MediaPipe gave once (`record.ts`) and the converted models must give again. */
export interface GoldenFrame {
  name: string;
  picture: MannequinPicture;
}

const FRAMES: {
  name: string;
  width: number;
  height: number;
  pose: MannequinPose;
  viewDegrees: number;
  share: number;
}[] = [
  { name: 'address-face-on', width: 480, height: 640, pose: 'address', viewDegrees: 0, share: 0.8 },
  { name: 'address-down-the-line', width: 720, height: 720, pose: 'address', viewDegrees: -90, share: 0.7 },
  { name: 'top-face-on', width: 640, height: 480, pose: 'top', viewDegrees: 0, share: 0.75 },
  { name: 'top-down-the-line', width: 360, height: 480, pose: 'top', viewDegrees: -90, share: 0.7 },
  { name: 'finish-face-on', width: 256, height: 384, pose: 'finish', viewDegrees: 0, share: 0.75 },
  { name: 'finish-oblique', width: 512, height: 512, pose: 'finish', viewDegrees: -40, share: 0.72 },
];

export function goldenFrames(): GoldenFrame[] {
  return FRAMES.map(({ name, width, height, pose, viewDegrees, share }) => ({
    name,
    picture: drawMannequins({ width, height }, [
      { pose, viewDegrees, footX: width * 0.48, footY: height * 0.93, heightPixels: height * share },
    ]),
  }));
}
