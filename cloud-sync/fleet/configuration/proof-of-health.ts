/** By what an appliance shows that it is well with another configuration: that what worked before works again. */
import type { BayStatePort } from '../../../device/ports/bay-state.port.ts';

export interface ProofOfHealth {
  /** What works just now, by name. */
  working(): readonly string[];
  /** What of it does not work any more, in words; null where nothing is amiss. */
  missing(worked: readonly string[]): string | null;
}

/** A bay has to see with every camera that saw before, as far as the configuration still has it. */
export function camerasProve(state: Pick<BayStatePort, 'state'>): ProofOfHealth {
  const named = (isWorking: boolean): string[] =>
    state
      .state()
      .cameras.filter((camera) => camera.isWorking === isWorking)
      .map(({ name }) => name);
  return {
    working: () => named(true),
    missing(worked) {
      const silent = named(false).filter((name) => worked.includes(name));
      return silent.length === 0 ? null : `no pictures of ${silent.join(', ')}`;
    },
  };
}

/**
 * A facility has to hear one of the bays again that it heard before: whether its bays still find it is what another
 * address would break. One is enough, because the others may have been switched off meanwhile.
 *
 * @param heard the bays that it has heard, lately while it is asked what works, and since it was opened afterwards
 */
export function baysProve(heard: (since: 'lately' | 'opened') => readonly string[]): ProofOfHealth {
  return {
    working: () => heard('lately'),
    missing(worked) {
      const isHeard = worked.length === 0 || heard('opened').some((bay) => worked.includes(bay));
      return isHeard ? null : `none of the bays that it heard before has come again: ${worked.join(', ')}`;
    },
  };
}
