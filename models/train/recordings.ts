import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { decodePoseTrack, encodePoseTrack } from '../../device/store/pose-blob.ts';
import type { PoseTrack } from '../../device/swing/pose/pose-track.ts';
import type { PictureRegion } from '../../device/virtual-bay/sensor.ts';
import { TAKE_VERSION, type Take } from '../../device/virtual-bay/take.ts';
import type { PoseModel } from '../catalog.ts';
import type { RecordedFilm, RecordingPlan } from './record-take.ts';

/**
 * Recordings on disk, by what they show: version of the takes, plan, cast, seed, swing, camera and model. A run goes on
 * where it stopped, because each file is written whole or not at all. Truth is not kept: a seed gives it again.
 */
export class Recordings {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  hasTrack(key: RecordingKey, model: PoseModel): boolean {
    return existsSync(this.#path(key, `${model}.pose`));
  }

  hasFilm(key: RecordingKey): boolean {
    return existsSync(this.#path(key, 'film'));
  }

  async writeTrack(key: RecordingKey, model: PoseModel, track: PoseTrack): Promise<void> {
    await this.#write(key, `${model}.pose`, encodePoseTrack(track));
  }

  async readTrack(key: RecordingKey, model: PoseModel): Promise<PoseTrack> {
    return decodePoseTrack(await readFile(this.#path(key, `${model}.pose`)));
  }

  async writeFilm(key: RecordingKey, film: RecordedFilm): Promise<void> {
    await this.#write(key, 'film', await packFilm(film));
  }

  async readFilm(key: RecordingKey): Promise<RecordedFilm> {
    return unpackFilm(await readFile(this.#path(key, 'film')));
  }

  #folder({ take, swing, plan }: RecordingKey): string {
    const { fps, sparseEvery, denseDownswing } = plan;
    const rate = `${fps}-${sparseEvery}${denseDownswing ? '-dense' : ''}`;
    return join(this.#directory, `v${TAKE_VERSION}`, rate, `${take.cast}-${take.seed}-${swing}`);
  }

  #path(key: RecordingKey, name: string): string {
    return join(this.#folder(key), `${key.camera}.${name}`);
  }

  async #write(key: RecordingKey, name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder(key), { recursive: true });
    const path = this.#path(key, name);
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  }
}

export interface RecordingKey {
  readonly take: Take;
  /** 0 for the take itself, else the number of the golfer's next swing. */
  readonly swing: number;
  readonly camera: string;
  readonly plan: RecordingPlan;
}

interface FilmHeader {
  readonly width: number;
  readonly height: number;
  readonly region: PictureRegion;
  readonly frames: readonly number[];
}

const FAST = { level: 1 };
const pack = promisify<Buffer, { level: number }, Buffer>(deflate);
const unpack = promisify<Buffer, Buffer>(inflate);

/** A line of JSON, then the empty bay and every picture as its difference from the one before, deflated. */
async function packFilm({ width, height, region, empty, pictures }: RecordedFilm): Promise<Buffer> {
  const area = region.width * region.height;
  const bytes = Buffer.alloc(empty.length + pictures.length * area);
  bytes.set(empty, 0);
  let before: Uint8Array = new Uint8Array(area);
  for (const [i, { grey }] of pictures.entries()) {
    const at = empty.length + i * area;
    for (let k = 0; k < area; k++) bytes[at + k] = (grey[k] as number) - (before[k] as number);
    before = grey;
  }
  const header: FilmHeader = { width, height, region, frames: pictures.map(({ frame }) => frame) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), await pack(bytes, FAST)]);
}

async function unpackFilm(file: Buffer): Promise<RecordedFilm> {
  const end = file.indexOf('\n');
  const { width, height, region, frames } = JSON.parse(file.subarray(0, end).toString()) as FilmHeader;
  const bytes = await unpack(file.subarray(end + 1));
  const area = region.width * region.height;
  const empty = new Uint8Array(bytes.subarray(0, width * height));
  let before: Uint8Array = new Uint8Array(area);
  const pictures = frames.map((frame, i) => {
    const at = width * height + i * area;
    const grey = new Uint8Array(area);
    for (let k = 0; k < area; k++) grey[k] = (bytes[at + k] as number) + (before[k] as number);
    before = grey;
    return { frame, grey };
  });
  return { width, height, region, empty, pictures };
}
