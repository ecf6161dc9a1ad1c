/**
 * The part of OpenCV's WebAssembly build that calibration uses. The package's own types leave the ArUco module and
 * `calibrateCameraExtended` out.
 *
 * Every call blocks its thread, so this is loaded in threads and processes of its own, never in the daemon's loop.
 * What is made with `new` lives outside the garbage collector until `delete()`: `withScope` ends it.
 */
import { createRequire } from 'node:module';

interface Deletable {
  delete(): void;
}

export interface Mat extends Deletable {
  readonly rows: number;
  readonly cols: number;
  readonly data: Uint8Array;
  readonly data32F: Float32Array;
  readonly data32S: Int32Array;
  readonly data64F: Float64Array;
}

export interface MatVector extends Deletable {
  push_back(mat: Mat): void;
  get(index: number): Mat;
  size(): number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Board extends Deletable {
  setLegacyPattern(isLegacy: boolean): void;
}

export interface CharucoDetector extends Deletable {
  detectBoard(picture: Mat, corners: Mat, ids: Mat, markerCorners: MatVector, markerIds: Mat): void;
}

interface DetectorParameters extends Deletable {
  cornerRefinementMethod: number;
}

type Made<T, A extends readonly unknown[] = []> = new (...args: A) => T;

export interface OpenCv {
  readonly Mat: Made<Mat> & (new (rows: number, columns: number, type: number) => Mat);
  readonly MatVector: Made<MatVector>;
  readonly Size: new (width: number, height: number) => Size;
  readonly TermCriteria: new (type: number, count: number, epsilon: number) => object;
  readonly aruco_CharucoBoard: Made<Board, [Size, number, number, Deletable, Mat]>;
  readonly aruco_CharucoDetector: Made<CharucoDetector, [Board, Deletable, DetectorParameters, Deletable]>;
  readonly aruco_CharucoParameters: Made<Deletable>;
  readonly aruco_DetectorParameters: Made<DetectorParameters>;
  readonly aruco_RefineParameters: Made<Deletable, [number, number, boolean]>;
  getPredefinedDictionary(dictionary: number): Deletable;
  calibrateCameraExtended(
    objectPoints: MatVector,
    imagePoints: MatVector,
    size: Size,
    ...more: [Mat, Mat, MatVector, MatVector, Mat, Mat, Mat, number, object]
  ): number;
  solvePnP(object: Mat, image: Mat, camera: Mat, distortion: Mat, ...more: [Mat, Mat, boolean, number]): boolean;
  solvePnPRefineLM(object: Mat, image: Mat, camera: Mat, distortion: Mat, ...more: [Mat, Mat]): void;
  projectPoints(object: Mat, rotation: Mat, ...more: [Mat, Mat, Mat, Mat, Mat, number]): void;
  Rodrigues(from: Mat, to: Mat): void;
  readonly CV_8UC1: number;
  readonly CV_32FC2: number;
  readonly CV_32FC3: number;
  readonly CV_64FC1: number;
  readonly CALIB_USE_LU: number;
  readonly CALIB_FIX_K3: number;
  readonly SOLVEPNP_IPPE: number;
  readonly [name: `DICT_${string}`]: number;
}

interface Loading extends OpenCv {
  then?: (loaded: (cv: Loading) => void) => void;
}

let loaded: Promise<OpenCv> | null = null;

/** What the module would decide for the whole process: that a rejection which nobody awaits ends it. */
const LAST_RESORTS = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Loads the module once a thread; it takes some 0.3 s and 100 MB. Its handlers of last resort are taken off again: how a
 * process ends is for whoever started it to say.
 */
export function openCv(): Promise<OpenCv> {
  loaded ??= new Promise((resolve) => {
    const takeOff = notingLastResorts();
    const module = createRequire(import.meta.url)('@techstark/opencv-js') as Loading;
    takeOff();
    if (module.then === undefined) resolve(module);
    // The module is a "thenable" that resolves with itself: awaiting it as it is would never end.
    else
      module.then((ready) => {
        delete ready.then;
        takeOff();
        resolve(ready);
      });
  });
  return loaded;
}

/**
 * Notes who listens now; the answer takes off those of the module that came since. Others may have begun to listen
 * while it was loading, so only functions of its own file are looked for.
 */
function notingLastResorts(): () => void {
  const before = new Map(LAST_RESORTS.map((event) => [event, new Set(process.listeners(event as 'exit'))]));
  return () => {
    for (const [event, known] of before) {
      for (const listener of process.listeners(event as 'exit')) {
        if (!known.has(listener) && isOfModule(listener)) process.removeListener(event, listener);
      }
    }
  };
}

/** A function tells its file to nobody; these two are known by their words. */
function isOfModule(listener: (...args: never[]) => unknown): boolean {
  return listener.name === 'abort' || /\bExitStatus\b/.test(listener.toString());
}

/** Ends whatever `keep` was given when the work is done or fails. */
export function withScope<T>(work: (keep: <D extends Deletable>(made: D) => D) => T): T {
  const made: Deletable[] = [];
  try {
    return work((each) => {
      made.push(each);
      return each;
    });
  } finally {
    for (const each of made.reverse()) each.delete();
  }
}
