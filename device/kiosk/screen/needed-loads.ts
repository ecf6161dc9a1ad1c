import type { Language } from '../../api/contract/language.ts';
import { LOAD_ATTEMPTS_MAX, type ScreenState, type ScreenSwing } from './screen-state.ts';

/** What the screen lacks and can fetch. Planned here, purely; fetched by the screen's store, each once at a time. */
export type Load =
  | { readonly kind: 'catalogue'; readonly language: Language }
  | { readonly kind: 'visit'; readonly asked: number }
  | { readonly kind: 'swings'; readonly sessionId: string }
  | { readonly kind: 'report'; readonly swingId: string; readonly revision: number | null };

export function neededLoads(state: ScreenState): Load[] {
  if (state.connection !== 'connected' || state.bay === null) return [];
  const loads: Load[] = [];
  if (state.catalogue?.language !== state.language) loads.push({ kind: 'catalogue', language: state.language });
  if (state.visit.answered < state.visit.asked) loads.push({ kind: 'visit', asked: state.visit.asked });
  if (!state.areSwingsLoaded) loads.push({ kind: 'swings', sessionId: state.bay.sessionId });
  const openId = state.view.kind === 'result' ? state.view.swingId : null;
  const newest = state.swings.find((swing) => swing.status === 'completed');
  for (const swing of state.swings) {
    const isShown = swing.id === openId || swing === newest;
    if (isShown && lacksReport(swing)) loads.push({ kind: 'report', swingId: swing.id, revision: swing.revision });
  }
  return loads;
}

function lacksReport(swing: ScreenSwing): boolean {
  if (swing.status !== 'completed' || swing.loadFailures >= LOAD_ATTEMPTS_MAX) return false;
  return swing.report === null || swing.report.revision < (swing.revision ?? 0);
}

export function loadKey(load: Load): string {
  if (load.kind === 'catalogue') return `catalogue ${load.language}`;
  if (load.kind === 'visit') return `visit ${load.asked}`;
  return load.kind === 'swings' ? `swings ${load.sessionId}` : `report ${load.swingId}`;
}
