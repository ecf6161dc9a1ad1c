import { useEffect } from 'preact/hooks';
import type { Leaderboard as ScoreBoard, Profile } from '../../api/contract/accounts.ts';
import type { ArrivalsStateTold } from '../../api/contract/arrivals.ts';
import type { FacilityBaysTold } from '../../api/contract/facility.ts';
import type { SessionBody, SessionList } from '../../api/contract/sessions.ts';
import type { SyncStateTold } from '../../api/contract/sync.ts';
import { useAnswer } from '../coach/use-answer.ts';
import { currentLanguage } from '../locales/language.ts';
import { counted, listed, number, text, textIfKnown } from '../locales/text.ts';
import { Action } from '../phone/controls/action.tsx';
import { ProblemNote } from '../phone/controls/problem-note.tsx';
import { useTask } from '../phone/controls/use-task.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { AccountsTwice } from './accounts-twice.tsx';
import { AddBay } from './add-bay.tsx';
import { needsSomebody, standingOf } from './bay-standing.ts';
import { clockWords, sinceWords } from './since-words.ts';

const LOOK_MS = 10_000;
/** Who may invite a bay; everybody else here sees the bays that there are. */
const ADDS_BAYS: ReadonlySet<Profile['role']> = new Set<Profile['role']>(['operator', 'admin']);
const MIDNIGHT = (): string => {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  return day.toISOString();
};

/**
 * How the bays are, what waits and what is wrong, who played today, and who plays best. Who was where is nothing that an
 * installer has to know: they are not asked for it, and see the rest.
 */
export function FacilityOverview({ api, role }: { api: PhoneApi; role: Profile['role'] }) {
  const bays = useAnswer<FacilityBaysTold>(api, '/facility/bays');
  const arrivals = useAnswer<ArrivalsStateTold>(api, '/facility/arrivals');
  const sync = useAnswer<SyncStateTold>(api, '/sync');
  const seesPeople = role !== 'installer';
  const today = `/sessions?limit=20&from=${encodeURIComponent(MIDNIGHT())}`;
  const visits = useAnswer<SessionList>(api, seesPeople ? today : null);
  const scores = useAnswer<ScoreBoard>(api, '/leaderboards?limit=8');
  const asked = [bays, arrivals, sync, visits, scores];
  const lookAgain = () => asked.forEach(({ again }) => again());
  useEffect(() => {
    const timer = setInterval(lookAgain, LOOK_MS);
    return () => clearInterval(timer);
    // What is asked for is the same for as long as the page is open.
  }, [api]);
  const problem = asked.find((answer) => answer.problem !== null)?.problem ?? null;
  return (
    <main class="facility__overview">
      <h1 class="spoken-only">{text('facility.title')}</h1>
      <ProblemNote problem={problem} />
      <div class="facility__column">
        <BaysCard bays={bays.value} mayAdd={ADDS_BAYS.has(role)} api={api} onAdded={bays.again} />
        <WaitingCard
          arrivals={arrivals.value}
          sync={sync.value}
          conflicts={bays.value?.conflicts.length ?? 0}
          api={api}
          onRetried={arrivals.again}
        />
      </div>
      <div class="facility__column">
        {seesPeople && <AccountsTwice api={api} onChanged={lookAgain} />}
        {seesPeople && <TodayCard visits={visits.value?.sessions ?? null} hasMore={visits.value?.nextCursor != null} />}
        <BestCard board={scores.value} />
      </div>
    </main>
  );
}

function BaysCard(props: { bays: FacilityBaysTold | null; mayAdd: boolean; api: PhoneApi; onAdded: () => void }) {
  const { bays, mayAdd, api, onAdded } = props;
  const nowMs = Date.now();
  return (
    <section class="facility__card" aria-labelledby="facility-bays">
      <h2 id="facility-bays" class="facility__card-title">
        {text('facility.bays')}
      </h2>
      {bays?.bays.length === 0 && (
        <p class="facility__soft">{text(mayAdd ? 'facility.bays.none' : 'facility.bays.none.seen')}</p>
      )}
      <ul class="facility__rows">
        {(bays?.bays ?? []).map((bay) => {
          const standing = standingOf(bay, nowMs);
          const words = text(`facility.bay.${standing}`, {
            since: bay.seenAt === null ? '' : sinceWords(bay.seenAt, nowMs),
          });
          return (
            <li key={bay.name} class="facility__row" data-standing={standing}>
              <span class="facility__dot" data-needs={needsSomebody(standing)} aria-hidden="true" />
              <span class="facility__row-words">
                <strong>{bay.name}</strong>
                <span class="facility__soft">{words}</span>
              </span>
            </li>
          );
        })}
      </ul>
      {mayAdd && <AddBay api={api} onAdded={onAdded} />}
    </section>
  );
}

/** In words: what is still to come, what is given up and why, and what somebody has to see to. */
function WaitingCard(props: {
  arrivals: ArrivalsStateTold | null;
  sync: SyncStateTold | null;
  conflicts: number;
  api: PhoneApi;
  onRetried: () => void;
}) {
  const { arrivals, sync, conflicts, api, onRetried } = props;
  const task = useTask();
  const retry = () =>
    task.run(async () => {
      await api.call('POST', '/facility/arrivals/retry');
      onRetried();
    });
  const trouble = arrivals?.trouble ?? sync?.trouble ?? null;
  const isAllWell = trouble === null && conflicts === 0 && arrivals?.parked === 0 && sync?.parked === 0;
  return (
    <section class="facility__card" aria-labelledby="facility-waiting">
      <h2 id="facility-waiting" class="facility__card-title">
        {text('facility.waiting')}
      </h2>
      {arrivals !== null && (
        <dl class="facility__figures">
          <Figure value={arrivals.taken} words={text('facility.swings.taken')} />
          <Figure value={arrivals.waiting} words={text('facility.swings.waiting')} />
          <Figure value={arrivals.parked} words={text('facility.swings.parked')} />
        </dl>
      )}
      {arrivals?.isOn === false && <p class="facility__trouble">{text('facility.no-object-store')}</p>}
      {trouble !== null && arrivals?.isOn !== false && (
        <p class="facility__trouble" role="alert">
          <strong>{text('facility.line-down')}</strong> {troubleWords(trouble)}
        </p>
      )}
      {conflicts > 0 && <p class="facility__trouble">{counted('facility.conflicts', conflicts)}</p>}
      {arrivals !== null && arrivals.parked > 0 && (
        <>
          <ul class="facility__reasons">
            {[...new Set(arrivals.parkedReasons.map(({ message }) => message))].map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
          <ProblemNote problem={task.problem} />
          <Action isRunning={task.isRunning} onPress={() => void retry()}>
            {text('facility.retry')}
          </Action>
        </>
      )}
      {arrivals?.isOn === true && isAllWell && <p class="facility__well">{text('facility.well')}</p>}
    </section>
  );
}

/** In the page's words where it has any: the appliance's own are English, and speak of a bay that sends. */
function troubleWords({ code, message, hint }: NonNullable<ArrivalsStateTold['trouble']>): string {
  return textIfKnown(`facility.trouble.${code}`) ?? [message, hint].filter((words) => words !== null).join(' ');
}

function Figure({ value, words }: { value: number; words: string }) {
  return (
    <div class="facility__figure">
      <dt class="facility__soft">{words}</dt>
      <dd>{number(value, 0)}</dd>
    </div>
  );
}

function TodayCard({ visits, hasMore }: { visits: readonly SessionBody[] | null; hasMore: boolean }) {
  return (
    <section class="facility__card" aria-labelledby="facility-today">
      <h2 id="facility-today" class="facility__card-title">
        {text('facility.today')}
        {visits !== null && (
          <span class="facility__count">
            {hasMore ? `${visits.length}+` : new Intl.NumberFormat(currentLanguage()).format(visits.length)}
          </span>
        )}
      </h2>
      {visits?.length === 0 && <p class="facility__soft">{text('facility.today.none')}</p>}
      <ul class="facility__rows">
        {(visits ?? []).map(({ id, bay, startedAt, players, swings, scoreBest }) => (
          <li key={id} class="facility__row">
            <time class="facility__time" dateTime={startedAt}>
              {clockWords(startedAt)}
            </time>
            <span class="facility__row-words">
              <strong>{players.length === 0 ? text('visit.guest') : listed(players.map(({ name }) => name))}</strong>
              <span class="facility__soft">
                {bay}
                {swings > 0 && ` · ${counted('facility.swings', swings)}`}
              </span>
            </span>
            {scoreBest !== null && <span class="facility__score">{number(scoreBest, 1)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function BestCard({ board }: { board: ScoreBoard | null }) {
  return (
    <section class="facility__card" aria-labelledby="facility-best">
      <h2 id="facility-best" class="facility__card-title">
        {counted('board.scores', board?.days ?? 30)}
      </h2>
      {board?.rows.length === 0 && <p class="facility__soft">{text('board.scores.empty')}</p>}
      <ol class="facility__rows">
        {(board?.rows ?? []).map(({ rank, name, bay, scoreBest, shots }, at) => (
          <li key={`${at} ${name}`} class="facility__row">
            <span class="facility__rank">{rank}</span>
            <span class="facility__row-words">
              <strong>{name}</strong>
              <span class="facility__soft">
                {[bay, counted('board.shots', shots)].filter((words) => words !== null).join(' · ')}
              </span>
            </span>
            <span class="facility__score">{number(scoreBest, 1)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
