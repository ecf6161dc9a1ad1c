/** How the frames of each kind of source get their time, and how far from the truth it may be. */
import type { CameraSource } from './capture.config.ts';
import type { Stamping } from './frame-source.port.ts';

/**
 * What running time 0 of a pipeline is: `absolute`, the zero of CLOCK_MONOTONIC; `pipeline`, the base time that the
 * pipeline chose when it began to play; `file`, the start of the file's own time.
 */
export type TimeOrigin = 'absolute' | 'pipeline' | 'file';

export function timeOriginOf(source: CameraSource): TimeOrigin {
  if (source.kind === 'virtual') return 'absolute';
  return source.kind === 'file' && source.pace === 'as-fast-as-possible' ? 'file' : 'pipeline';
}

/** Uncertainties of real devices are estimates by kind; those of pictures without a sensor are exact. */
export function stampingOf(source: CameraSource): Stamping {
  switch (source.kind) {
    case 'virtual':
    case 'file':
    case 'test':
      return { by: 'driver', uncertaintyMs: 0 };
    case 'v4l2':
      // The driver stamps the start or the end of a frame, whichever the camera's firmware reports.
      return { by: 'driver', uncertaintyMs: 5 };
    case 'csi':
      return { by: 'driver', uncertaintyMs: 1 };
    case 'rtsp':
      // Encoding in the camera and the way through the network are unknown and change.
      return { by: 'arrival', uncertaintyMs: 100 };
    case 'genicam':
      return { by: 'arrival', uncertaintyMs: 10 };
  }
}
