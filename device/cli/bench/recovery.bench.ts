/** How long a bay takes to be whole again after each fault that it promises to survive by itself. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../config/environment.ts';
import { projectRoot } from '../../config/project-root.ts';
import { openDemoBay } from '../demo-bay.ts';
import type { Figure } from './figure.ts';
import { type Fault, freezeCamera, freezeCameraProcess, killCamera, killDaemon, recoveryMs } from './recovery.ts';

const PROMISED_S = 10;
const PATIENCE_MS = 50_000;
const MS_PER_S = 1_000;

const FAULTS: Readonly<Record<string, Fault>> = {
  'camera process killed': killCamera,
  'camera pipeline frozen': freezeCamera,
  'camera process frozen': freezeCameraProcess,
  'daemon killed': killDaemon,
};

export async function benchRecovery(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-bench-recovery-'));
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port: 0,
    virtual: { prepare: [] },
  });
  const figures: Figure[] = [];
  try {
    await recoveryMs(bay, () => undefined, PATIENCE_MS);
    for (const [name, fault] of Object.entries(FAULTS)) {
      const value = (await recoveryMs(bay, fault, PATIENCE_MS)) / MS_PER_S;
      figures.push({ name, value, unit: 's', floor: null, ratio: null, limit: PROMISED_S, ok: value <= PROMISED_S });
    }
    return figures;
  } finally {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}
