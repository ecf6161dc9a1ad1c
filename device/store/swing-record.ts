/** A swing as the store keeps it beside its reports: what it is, how far its analysis has come, what it lacks. */
import type { swings } from './schema.ts';

export type SwingKind = 'shot' | 'practice' | 'upload';
export type SwingStatus = 'queued' | 'analysing' | 'completed' | 'failed';

/** What a swing should have and does not, such as the clip of a camera that had stalled. */
export interface MissingPart {
  readonly what: string;
  readonly camera: string | null;
  readonly reason: string;
}

export interface StoredSwing {
  readonly id: string;
  /** Place in the order of storing; the cursor of lists. */
  readonly ordinal: number;
  readonly kind: SwingKind;
  readonly bay: string;
  readonly session: string;
  readonly player: string | null;
  /** UTC, for display. */
  readonly recordedAt: string;
  readonly order: { readonly bootId: string; readonly monotonicNs: number; readonly sequence: number };
  readonly status: SwingStatus;
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** The newest revision of its report; null until there is one. */
  readonly revision: number | null;
  readonly missing: readonly MissingPart[];
  readonly mark: number;
}

export function swingFromRow(row: typeof swings.$inferSelect): StoredSwing {
  return {
    id: row.id,
    ordinal: row.ordinal,
    kind: row.kind,
    bay: row.bay,
    session: row.session,
    player: row.player,
    recordedAt: row.recordedAt,
    order: { bootId: row.bootId, monotonicNs: row.monotonicNs, sequence: row.sequence },
    status: row.status,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? '' },
    revision: row.revision,
    missing: row.missing,
    mark: row.mark,
  };
}
