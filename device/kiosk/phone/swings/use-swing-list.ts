import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { SwingKind } from '../../../api/contract/report.ts';
import type { SwingList } from '../../../api/contract/rest.ts';
import type { Phone } from '../phone.ts';
import type { PhoneProblem } from '../phone-problem.ts';
import { useSeen } from '../use-seen.ts';
import { type GrownList, NO_SWINGS, withFirstPage, withNextPage } from './swing-days.ts';

export interface ListFilter {
  readonly kind: SwingKind | null;
  readonly club: string | null;
}

/** What a phone shows at once, with as many pictures. */
const PAGE_SWINGS = 15;

export interface ShownList extends GrownList {
  readonly asOf: Date | null;
  readonly problem: PhoneProblem | null;
  readonly isGrowing: boolean;
  /** Fetches the next page, if there is one and none is on its way. */
  grow(): void;
}

/** The player's swings, newest first: new ones come by themselves, older ones as somebody scrolls. */
export function useSwingList(phone: Phone, filter: ListFilter): ShownList {
  const { api } = phone;
  const query = queryOf(filter);
  const first = useSeen<SwingList>(api, `/swings?${query}`);
  const [list, setList] = useState<GrownList>(NO_SWINGS);
  const [isGrowing, setGrowing] = useState(false);
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  const wanted = useRef(query);

  useEffect(() => {
    wanted.current = query;
    setList(NO_SWINGS);
    setProblem(null);
  }, [query]);
  useEffect(() => {
    const page = first.value;
    if (page !== null) setList((before) => withFirstPage(before, page));
  }, [first.value]);
  useEffect(() => phone.onResult(first.again), [phone, first.again]);

  const { nextCursor } = list;
  const grow = useCallback(() => {
    if (nextCursor == null || isGrowing) return;
    setGrowing(true);
    setProblem(null);
    const take = (page: SwingList) => {
      if (wanted.current === query) setList((before) => withNextPage(before, page));
    };
    api
      .see<SwingList>(`/swings?${query}&cursor=${encodeURIComponent(nextCursor)}`, take)
      .then(take, setProblem)
      .finally(() => setGrowing(false));
  }, [api, query, nextCursor, isGrowing]);
  return { ...list, asOf: first.asOf, problem: first.problem ?? problem, isGrowing, grow };
}

function queryOf({ kind, club }: ListFilter): string {
  const query = new URLSearchParams({ limit: String(PAGE_SWINGS) });
  if (kind !== null) query.set('kind', kind);
  if (club !== null) query.set('club', club);
  return query.toString();
}
