import { z } from 'zod';

/**
 * Where a camera stands in the bay and how it bends light: OpenCV's pinhole model.
 *
 * Bay axes, metres: origin at the ball, x to the target, y up, z = x × y (a right-hander faces +z).
 * A bay point X appears at K · distort(R · X + t), camera axes x right, y down, z forward, in pixels of the upright
 * picture of `width` × `height`.
 */
export const cameraCalibrationSchema = z.strictObject({
  width: z.int().positive().describe('Width of the upright picture that the intrinsics belong to, in pixels.'),
  height: z.int().positive().describe('Height of that picture, in pixels.'),
  fx: z.number().positive().describe('Focal length along x, in pixels.'),
  fy: z.number().positive().describe('Focal length along y, in pixels.'),
  cx: z.number().describe('Principal point x, in pixels.'),
  cy: z.number().describe('Principal point y, in pixels.'),
  distortion: z
    .tuple([z.number(), z.number(), z.number(), z.number(), z.number()])
    .describe('k1, k2, p1, p2, k3 of the Brown–Conrady model; zeros for a perfect lens.'),
  rotation: z
    .array(z.number())
    .length(9)
    .describe('R, row by row: turns bay axes into camera axes (x right, y down, z forward).'),
  translation: z
    .tuple([z.number(), z.number(), z.number()])
    .describe('t in metres: the bay origin, seen in camera axes.'),
});

export type CameraCalibration = z.infer<typeof cameraCalibrationSchema>;
