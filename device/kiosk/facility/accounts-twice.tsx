import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AccountJoinList, AccountPair, AccountSeen } from '../../api/contract/facility-accounts.ts';
import { useAnswer } from '../coach/use-answer.ts';
import { currentLanguage } from '../locales/language.ts';
import { counted, listed, text, type TextKey } from '../locales/text.ts';
import { Action } from '../phone/controls/action.tsx';
import { ProblemNote } from '../phone/controls/problem-note.tsx';
import { useTask } from '../phone/controls/use-task.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import './accounts-twice.css';

const LOOK_MS = 10_000;

/** Accounts of one address, side by side, to be joined; and those that were, to be taken apart. Nothing where there are none. */
export function AccountsTwice({ api, onChanged }: { api: PhoneApi; onChanged: () => void }) {
  const { value, problem, again } = useAnswer<AccountJoinList>(api, '/facility/accounts');
  const [done, setDone] = useState<TextKey | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const timer = setInterval(again, LOOK_MS);
    return () => clearInterval(timer);
    // What is asked for is the same for as long as the page is open.
  }, [api]);
  const act = async (said: TextKey, method: 'POST' | 'DELETE', path: string, body?: unknown) => {
    await api.call(method, `/facility/accounts/joins${path}`, body);
    setDone(said);
    // What was pressed is not there any more.
    title.current?.focus();
    again();
    onChanged();
  };
  const { twice = [], joined = [] } = value ?? {};
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (twice.length === 0 && joined.length === 0 && done === null) return null;
  return (
    <section class="facility__card twice" aria-labelledby="facility-twice">
      <h2 id="facility-twice" class="facility__card-title" ref={title} tabIndex={-1}>
        {text(twice.length > 0 ? 'facility.twice' : 'facility.joined')}
      </h2>
      <p role="status" class="facility__well">
        {done === null ? '' : text(done)}
      </p>
      {twice.length > 0 && <p class="facility__soft">{text('facility.twice.hint')}</p>}
      {twice.map((pair) => (
        <Pair
          key={pair.other.id}
          pair={pair}
          onJoin={() => act('facility.twice.done', 'POST', '', { kept: pair.kept.id, other: pair.other.id })}
        />
      ))}
      {twice.length > 0 && joined.length > 0 && <h3 class="twice__joined-title">{text('facility.joined')}</h3>}
      {joined.length > 0 && (
        <ul class="facility__rows">
          {joined.map((each) => (
            <Joined
              key={each.other.id}
              joined={each}
              onPart={() => act('facility.joined.done', 'DELETE', `/${each.other.id}`)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Pair({ pair: { kept, other, obstacle }, onJoin }: { pair: AccountPair; onJoin: () => Promise<void> }) {
  return (
    <article class="twice__pair" aria-label={listed([kept.name, other.name])}>
      <Seen account={kept} standing={text('facility.twice.kept')} isKept />
      <Seen account={other} standing={text('facility.twice.other')} isKept={false} />
      {obstacle === null ? (
        <Confirmed
          ask={text('facility.twice.join')}
          sure={text('facility.twice.sure')}
          yes={text('facility.twice.do')}
          onYes={onJoin}
        />
      ) : (
        <p class="facility__trouble twice__whole">{text(`facility.twice.obstacle.${obstacle}`)}</p>
      )}
    </article>
  );
}

function Seen({ account, standing, isKept }: { account: AccountSeen; standing: string; isKept: boolean }) {
  const { name, registeredAt, bays, visits, shots, lastAt } = account;
  return (
    <div class="twice__account" data-kept={isKept}>
      <span class="twice__standing">{standing}</span>
      <strong class="twice__name">{name}</strong>
      <span class="facility__soft">{text('facility.twice.registered', { date: dayWords(registeredAt) })}</span>
      {lastAt === null ? (
        <span>{text('facility.twice.never')}</span>
      ) : (
        <>
          {bays.length > 0 && <span>{listed(bays)}</span>}
          <span>
            {counted('facility.twice.visits', visits)} · {counted('facility.twice.shots', shots)}
          </span>
          <span>{text('facility.twice.last', { date: dayWords(lastAt) })}</span>
        </>
      )}
    </div>
  );
}

function Joined(props: { joined: AccountJoinList['joined'][number]; onPart: () => Promise<void> }) {
  const { kept, other, at, by } = props.joined;
  const date = at === null ? null : dayWords(at);
  return (
    <li class="facility__row twice__row">
      <span class="facility__row-words">
        <strong>{text('facility.joined.row', { other: other.name, kept: kept.name })}</strong>
        {date !== null && (
          <span class="facility__soft">
            {by === null ? text('facility.joined.when', { date }) : text('facility.joined.by', { date, name: by })}
          </span>
        )}
      </span>
      <Confirmed
        ask={text('facility.joined.part')}
        sure={text('facility.joined.sure')}
        yes={text('facility.joined.do')}
        onYes={props.onPart}
      />
    </li>
  );
}

/** A button that says what it would do before it does it. */
function Confirmed(props: { ask: string; sure: string; yes: string; onYes: () => Promise<void> }) {
  const [isAsking, setAsking] = useState(false);
  const isLeft = useRef(false);
  const question = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLParagraphElement>(null);
  const task = useTask();
  // With the change itself and not after the next frame, where it would take the focus from what is pressed by then.
  useLayoutEffect(() => {
    if (isAsking) words.current?.focus();
    else if (isLeft.current) question.current?.querySelector('button')?.focus();
    isLeft.current = false;
  }, [isAsking]);
  const leave = () => {
    isLeft.current = true;
    setAsking(false);
  };
  if (!isAsking) {
    return (
      <div class="twice__ask" ref={question}>
        <Action onPress={() => setAsking(true)}>{props.ask}</Action>
      </div>
    );
  }
  return (
    <div class="twice__sure">
      <p ref={words} tabIndex={-1}>
        {props.sure}
      </p>
      <ProblemNote problem={task.problem} />
      <div class="twice__choice">
        <Action kind="main" isRunning={task.isRunning} onPress={() => void task.run(props.onYes)}>
          {props.yes}
        </Action>
        <Action kind="quiet" onPress={leave}>
          {text('facility.twice.dont')}
        </Action>
      </div>
    </div>
  );
}

/** The day of a moment (UTC), where the reader is. */
function dayWords(at: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(new Date(at));
}
