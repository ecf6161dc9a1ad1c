/** How long a bay takes to be whole again after each fault that it promises to survive by itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { type DemoBay, openDemoBay } from '../demo-bay.ts';
import type { Figure } from './figure.ts';
import {
  type Fault,
  freezeCamera,
  freezeCameraProcess,
  killCamera,
  killDaemon,
  recoveryMs,
  warningsMs,
} from './recovery.ts';
import { canMountDisk, mountSmallDisk } from './small-disk.ts';

const PROMISED_S = 10;
const PATIENCE_MS = 50_000;
const MS_PER_S = 1_000;

const FAULTS: Readonly<Record<string, Fault>> = {
  'camera process killed': killCamera,
  'camera pipeline frozen': freezeCamera,
  'camera process frozen': freezeCameraProcess,
  'daemon killed': killDaemon,
};

/** Without root the full disk is left out: no figure is better than one of something else. */
export async function benchRecovery(): Promise<Figure[]> {
  return [...(await benchFaults()), ...(canMountDisk ? [await benchFullDisk()] : [])];
}

async function benchFaults(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-recovery-'));
  const bay = await openBay(directory);
  const figures: Figure[] = [];
  try {
    for (const [name, fault] of Object.entries(FAULTS)) {
      figures.push(figure(name, await recoveryMs(bay, fault, PATIENCE_MS)));
    }
    return figures;
  } finally {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** From the moment at which there is space again. */
async function benchFullDisk(): Promise<Figure> {
  const disk = await mountSmallDisk();
  try {
    const bay = await openBay(disk.path, { store: disk.store });
    try {
      await disk.fill();
      await warningsMs(bay, (codes) => codes.includes('store/disk-full'), PATIENCE_MS);
      await disk.free();
      return figure('data disk full', await warningsMs(bay, (codes) => codes.length === 0, PATIENCE_MS));
    } finally {
      await bay.close();
    }
  } finally {
    await disk.remove();
  }
}

async function openBay(directory: string, configuration: Record<string, unknown> = {}): Promise<DemoBay> {
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: [] },
    configuration,
  });
  await recoveryMs(bay, () => undefined, PATIENCE_MS);
  return bay;
}

function figure(name: string, tookMs: number): Figure {
  const value = tookMs / MS_PER_S;
  return { name, value, unit: 's', floor: null, ratio: null, limit: PROMISED_S, ok: value <= PROMISED_S };
}
