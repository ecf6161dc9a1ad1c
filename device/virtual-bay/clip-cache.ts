import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AccessUnit, splitAccessUnits } from './access-units.ts';
import type { VirtualCamera } from './camera.ts';
import type { RenderFarm } from './render-farm.ts';
import { clipKey, frameCountOf, type Scenario } from './scenario.ts';

/**
 * Rendered clips on disk, named by the hash of what they show. A clip is written beside its place and renamed, so
 * that a killed process leaves nothing that looks whole; a damaged file is drawn again.
 */
export interface Clip {
  readonly camera: VirtualCamera;
  /** One access unit a frame. */
  readonly units: readonly AccessUnit[];
}

export interface RenderProgress {
  readonly framesDone: number;
  readonly framesTotal: number;
}

export class ClipCache {
  private readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** All cameras of a scenario, from disk where they are there. */
  async clips(
    scenario: Scenario,
    farm: RenderFarm,
    onProgress: (progress: RenderProgress) => void = () => {},
  ): Promise<Clip[]> {
    const framesTotal = scenario.cameras.reduce((sum, camera) => sum + frameCountOf(scenario, camera), 0);
    let framesDone = 0;
    const onFrames = (frames: number) => {
      framesDone += frames;
      onProgress({ framesDone, framesTotal });
    };
    return Promise.all(scenario.cameras.map((camera) => this.clip(scenario, camera, farm, onFrames)));
  }

  /** Whether a scenario could be played without drawing anything. */
  async has(scenario: Scenario): Promise<boolean> {
    const found = await Promise.all(scenario.cameras.map((camera) => this.read(scenario, camera)));
    return found.every((clip) => clip !== null);
  }

  private async clip(scenario: Scenario, camera: VirtualCamera, farm: RenderFarm, onFrames: (frames: number) => void) {
    const stored = await this.read(scenario, camera);
    if (stored !== null) {
      onFrames(stored.units.length);
      return stored;
    }
    const stream = await farm.render(scenario, camera, onFrames);
    await mkdir(this.directory, { recursive: true });
    const path = this.pathOf(scenario, camera);
    const partial = `${path}.${process.pid}.part`;
    await writeFile(partial, stream);
    await rename(partial, path);
    return { camera, units: splitAccessUnits(stream) };
  }

  private async read(scenario: Scenario, camera: VirtualCamera): Promise<Clip | null> {
    const stream = await readFile(this.pathOf(scenario, camera)).catch(() => null);
    if (stream === null) return null;
    const units = splitAccessUnits(stream);
    return units.length === frameCountOf(scenario, camera) ? { camera, units } : null;
  }

  private pathOf(scenario: Scenario, camera: VirtualCamera): string {
    return join(this.directory, `${clipKey(scenario, camera)}.h264`);
  }
}
