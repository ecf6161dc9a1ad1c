/** Whether the models that were built at set-up are there and whole, for the doctor. */
import { readBuiltModel } from '../models/built-model.ts';
import { CATALOG, isConverted } from '../models/catalog.ts';
import type { DeviceCheck } from './bay/device-check.ts';
import { explain } from './errors/bay-error.ts';

export async function modelCheck(): Promise<DeviceCheck> {
  const of = { id: 'models', kind: 'models', canExercise: false } as const;
  const wanted = CATALOG.filter(isConverted);
  const broken: string[] = [];
  for (const { name } of wanted) {
    await readBuiltModel(name).catch((error: unknown) => broken.push(explain(error)));
  }
  if (broken.length === 0) {
    return { ...of, state: 'ok', message: `All ${wanted.length} are there and whole.`, hint: null };
  }
  const hint = 'Run ./swingbay again: it builds what is missing.';
  return { ...of, state: 'failed', message: broken.join(' '), hint };
}
