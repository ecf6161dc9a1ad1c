import { useEffect, useState } from 'preact/hooks';
import type { ScreenState } from './screen-state.ts';
import type { ScreenStore } from './screen-store.ts';

export function useScreenState(store: ScreenStore): ScreenState {
  const [state, setState] = useState(store.state());
  useEffect(() => {
    setState(store.state());
    return store.subscribe(() => setState(store.state()));
  }, [store]);
  return state;
}
