/** What every list that is read page by page takes and says. */
import { z } from 'zod';

export const pageQueryFields = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(1_000).optional().describe('`nextCursor` of the page before, with the same filters.'),
};

export const nextCursorSchema = z.string().nullable().describe('Pass as `cursor` for the next page; null at the end.');

/** UTC or with an offset; a filter is compared by the instant. */
export const instantSchema = z.iso.datetime({ offset: true }).describe('An instant, such as 2026-05-01T10:15:00Z.');
