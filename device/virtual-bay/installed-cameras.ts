import type { CameraCalibration } from '../swing/geometry/camera-calibration.ts';
import { axesOf, calibrationOf, type PictureSize, type VirtualCamera, type VirtualCameraRole } from './camera.ts';
import type { Random } from './random.ts';
import { aboutAxis, add, cross, dot, type Quat, RADIANS, rotate, scale, unit, type Vec3 } from './vector.ts';

/**
 * Cameras as an installer leaves them: near their places, never on them, each with a lens of its own; and beside each
 * what a calibration would say of it, which is never quite true either.
 */
export interface InstalledCamera {
  readonly camera: VirtualCamera;
  readonly surveyed: CameraCalibration;
}

interface Place {
  readonly role: VirtualCameraRole;
  readonly name: string;
  readonly position: Vec3;
  readonly lookAt: Vec3;
  readonly tallM: number;
  readonly distanceM: number;
}

/** In front, behind the hands, and between the two; for a right-hander. */
const PLACES: readonly Place[] = [
  {
    role: 'face-on',
    name: 'face-on',
    position: [0.05, 1.15, 3.7],
    lookAt: [0.03, 0.95, -0.3],
    tallM: 2.6,
    distanceM: 4.1,
  },
  {
    role: 'down-the-line',
    name: 'down-the-line',
    position: [-3.8, 1.2, -0.3],
    lookAt: [0, 0.97, -0.36],
    tallM: 2.6,
    distanceM: 3.8,
  },
  {
    role: 'other',
    name: 'corner',
    position: [-2.75, 1.35, 2.45],
    lookAt: [0, 0.96, -0.33],
    tallM: 2.65,
    distanceM: 3.95,
  },
];

/** Standard deviations of what is left to an installer, and of what a calibration leaves. */
const POSITION_M: Vec3 = [0.22, 0.16, 0.22];
const LOOK_AT_M = 0.05;
const ROLL_DEGREES = 1.2;
const ZOOM = 0.05;
const SURVEY_DEGREES = 0.12;
const SURVEY_M = 0.005;
const SURVEY_FOCAL = 0.002;

export function installedCameras(random: Random, size: PictureSize, side: 1 | -1): InstalledCamera[] {
  return PLACES.map((place) => install(place, random.fork(place.name), size, side));
}

function install(place: Place, random: Random, size: PictureSize, side: 1 | -1): InstalledCamera {
  const strayed = (from: Vec3, by: Vec3): Vec3 => [
    from[0] + random.normal(0, by[0]),
    from[1] + random.normal(0, by[1]),
    side * (from[2] + random.normal(0, by[2])),
  ];
  const focal = (size.height * place.distanceM * random.normal(1, ZOOM)) / place.tallM;
  const straight = calibrationOf({
    position: strayed(place.position, POSITION_M),
    lookAt: strayed(place.lookAt, [LOOK_AT_M, LOOK_AT_M, LOOK_AT_M]),
    width: size.width,
    height: size.height,
    fieldOfViewDegrees: (2 * Math.atan(size.width / 2 / focal)) / RADIANS,
    distortion: [
      random.between(-0.14, 0.02),
      random.between(0, 0.03),
      random.normal(0, 6e-4),
      random.normal(0, 6e-4),
      0,
    ],
  });
  const centred = {
    ...straight,
    cx: straight.cx + random.normal(0, size.width * 0.008),
    cy: straight.cy + random.normal(0, size.height * 0.008),
  };
  const forward = axesOf(centred)[2];
  const calibration = turned(centred, aboutAxis(forward, random.normal(0, ROLL_DEGREES) * RADIANS));
  const { name, role } = place;
  return { camera: { name, role, fps: size.fps, calibration }, surveyed: survey(calibration, random) };
}

/** The same camera as somebody measured it. */
function survey(calibration: CameraCalibration, random: Random): CameraCalibration {
  const axis = unit([random.normal(0, 1), random.normal(0, 1), random.normal(0, 1)]);
  const measured = turned(calibration, aboutAxis(axis, random.normal(0, SURVEY_DEGREES) * RADIANS));
  const [tx, ty, tz] = measured.translation;
  const focal = random.normal(1, SURVEY_FOCAL);
  const off = (): number => random.normal(0, SURVEY_M);
  return {
    ...measured,
    fx: measured.fx * focal,
    fy: measured.fy * focal,
    translation: [tx + off(), ty + off(), tz + off()],
  };
}

/** Turns a camera about its own place. */
function turned(calibration: CameraCalibration, by: Quat): CameraCalibration {
  const axes = axesOf(calibration);
  const t = calibration.translation;
  const place = scale(add(add(scale(axes[0], t[0]), scale(axes[1], t[1])), scale(axes[2], t[2])), -1);
  const right = unit(rotate(by, axes[0]));
  const forward = unit(rotate(by, axes[2]));
  const down = cross(forward, right);
  return {
    ...calibration,
    rotation: [...right, ...down, ...forward],
    translation: [-dot(right, place), -dot(down, place), -dot(forward, place)],
  };
}
