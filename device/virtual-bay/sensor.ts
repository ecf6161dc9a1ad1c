import sharp from 'sharp';
import type { Random } from './random.ts';

/**
 * What a real camera makes of a picture: grain, and the blocks of a compressed stream. Only the part of the picture
 * round the golfer is treated; the rest of an empty bay is nobody's business.
 */
export interface Sensor {
  /** One standard deviation, in grey levels. */
  readonly grain: number;
  /** Quality of the compression, 1–100. */
  readonly quality: number;
}

export interface PictureRegion {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Long enough that its repetition is not seen. */
const GRAINS = 1 << 16;
sharp.concurrency(1);

export class SensorPicture {
  /** Tightly packed RGB: the empty bay and, in the region, what the sensor saw last. */
  readonly rgb: Uint8Array;
  private readonly sensor: Sensor;
  private readonly width: number;
  private readonly random: Random;
  private readonly grains: Int8Array;

  constructor(empty: Uint8Array, width: number, sensor: Sensor, random: Random) {
    this.rgb = new Uint8Array(empty);
    this.width = width;
    this.sensor = sensor;
    this.random = random;
    this.grains = Int8Array.from({ length: GRAINS }, () => Math.round(random.normal(0, sensor.grain)));
  }

  /** Takes the region out of a clean picture into `rgb`. */
  async expose(clean: Uint8Array, { left, top, width, height }: PictureRegion): Promise<void> {
    const region = Buffer.allocUnsafe(width * height * 3);
    let grain = Math.floor(this.random.next() * GRAINS);
    for (let y = 0; y < height; y++) {
      let from = ((top + y) * this.width + left) * 3;
      let to = y * width * 3;
      for (let x = 0; x < width; x++, from += 3, to += 3) {
        grain = (grain + 1) & (GRAINS - 1);
        const noise = this.grains[grain] as number;
        for (let k = 0; k < 3; k++) {
          const value = (clean[from + k] as number) + noise;
          region[to + k] = value < 0 ? 0 : value > 255 ? 255 : value;
        }
      }
      grain = (grain + 7919) & (GRAINS - 1);
    }
    const packed = await sharp(region, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: this.sensor.quality })
      .toBuffer();
    const seen = await sharp(packed).raw().toBuffer();
    for (let y = 0; y < height; y++) {
      this.rgb.set(seen.subarray(y * width * 3, (y + 1) * width * 3), ((top + y) * this.width + left) * 3);
    }
  }
}
