/**
 * The rotated square of a picture that a network looks at, and the way between its coordinates and the picture's.
 *
 * Picture coordinates are continuous pixels: (0, 0) is the outer corner of the first pixel, whose centre is (½, ½).
 * Crop coordinates run 0–1 over the square. Rotation is in radians, positive turns the crop's x axis toward the
 * picture's y axis (clockwise on the screen).
 */
export interface Region {
  centreX: number;
  centreY: number;
  /** Side of the square in pixels. */
  size: number;
  rotation: number;
}

/** The circle round the body through its alignment points is this much smaller than the square to look at. */
const REGION_SCALE = 1.25;

/**
 * The region of a body from MediaPipe's two alignment points: the middle of the hips, and a point whose distance from
 * it is the radius of the circle round the whole body and whose direction is up along the body.
 */
export function regionFromAlignment(hipX: number, hipY: number, upX: number, upY: number): Region {
  const dx = upX - hipX;
  const dy = upY - hipY;
  return {
    centreX: hipX,
    centreY: hipY,
    size: 2 * Math.hypot(dx, dy) * REGION_SCALE,
    rotation: normalizeRadians(Math.PI / 2 - Math.atan2(-dy, dx)),
  };
}

/** The square round a whole picture, for a network that wants it letterboxed. */
export function letterboxRegion(width: number, height: number): Region {
  return { centreX: width / 2, centreY: height / 2, size: Math.max(width, height), rotation: 0 };
}

/** −π ≤ result < π. */
export function normalizeRadians(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

export function cropToPictureX(region: Region, u: number, v: number): number {
  return region.centreX + region.size * (Math.cos(region.rotation) * (u - 0.5) - Math.sin(region.rotation) * (v - 0.5));
}

export function cropToPictureY(region: Region, u: number, v: number): number {
  return region.centreY + region.size * (Math.sin(region.rotation) * (u - 0.5) + Math.cos(region.rotation) * (v - 0.5));
}
