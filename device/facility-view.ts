/** What the API sees of an appliance that has no bay: nobody stands anywhere, and nothing moves. */
import { rm } from 'node:fs/promises';
import { EMPTY, NEVER } from 'rxjs';
import { needsBay } from './api/errors.ts';
import type { BayPart, BayView, UploadedVideo } from './api/bay-view.port.ts';
import type { DeviceCheck } from './api/contract/devices.ts';
import type { BayWarning } from './api/contract/realtime.ts';
import { diskCheck } from './bay/device-check.ts';
import type { Store } from './store/store.ts';

export class FacilityView implements BayView {
  readonly name: string;
  readonly messages = NEVER;
  readonly #store: Store;
  readonly #parts: () => readonly BayPart[];

  /** @param parts of the facility that can fail by themselves */
  constructor(name: string, store: Store, parts: () => readonly BayPart[] = () => []) {
    this.name = name;
    this.#store = store;
    this.#parts = parts;
  }

  /** The name of no visit. */
  sessionId(): string {
    return '';
  }

  playersInVisit(): readonly string[] {
    return [];
  }

  state(): 'empty' {
    return 'empty';
  }

  warnings(): BayWarning[] {
    const ofParts = this.#parts().flatMap(({ warning }) => warning ?? []);
    return [...ofParts, ...this.#store.disk.warnings()];
  }

  camerasInPlace(): 'none' {
    return 'none';
  }

  hardware(): null {
    return null;
  }

  isOutOfOrder(): boolean {
    return false;
  }

  setOutOfOrder(): void {
    throw needsBay();
  }

  cameras(): [] {
    return [];
  }

  parts(): BayPart[] {
    return [...this.#parts()];
  }

  devices(): Promise<DeviceCheck[]> {
    return Promise.resolve([diskCheck(this.#store.disk.status())]);
  }

  exercise(): Promise<never> {
    return Promise.reject(needsBay());
  }

  clearFault(): Promise<never> {
    return Promise.reject(needsBay());
  }

  pictures(): typeof EMPTY {
    return EMPTY;
  }

  async submitUpload({ file }: UploadedVideo): Promise<never> {
    await rm(file, { force: true });
    throw needsBay();
  }
}
