/** When a simulated controller's clock stood where: known exactly, since it is made of this machine's own. */
import type { ControllerProgram } from '../../firmware/controller-program.ts';

export interface ControllerTruth {
  monotonicNsOf(controllerUs: number): number;
  controllerUsAt(monotonicNs: number): number;
}

const NS_PER_US = 1_000;
const MILLION = 1e6;

/** @param driftPpm what the controller was started with */
export async function controllerTruth(controller: ControllerProgram, driftPpm: number): Promise<ControllerTruth> {
  const answer = await controller.tell('clock');
  const [, controllerUs, monotonicUs] = /^clock controller=(\d+) monotonic=(\d+)$/.exec(answer) ?? [];
  if (controllerUs === undefined || monotonicUs === undefined) throw new TypeError(`The controller said ${answer}`);
  const rate = 1 + driftPpm / MILLION;
  return {
    monotonicNsOf: (us) => (Number(monotonicUs) + (us - Number(controllerUs)) / rate) * NS_PER_US,
    controllerUsAt: (ns) => Number(controllerUs) + (ns / NS_PER_US - Number(monotonicUs)) * rate,
  };
}
