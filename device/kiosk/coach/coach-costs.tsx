import type { CoachCosts as Costs } from '../../api/contract/coach.ts';
import { number, text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { moneyWords, tokenWords } from '../visit/costs-line.ts';
import { hashOf } from './coach-place.ts';
import { Notice } from './notice.tsx';
import { useAnswer } from './use-answer.ts';
import './coach-costs.css';

const CENTS = 2;
/** A single question costs less than a cent. */
const SMALL = 4;

/** What Claude cost today: of the bay beside its limits, and of players one by one, a coach's own or everybody. */
export function CoachCosts({ api, isCoach }: { api: PhoneApi; isCoach: boolean }) {
  const { value, problem, again } = useAnswer<Costs>(api, '/coach/costs');
  if (value === null) return <Notice problem={problem} onAgain={again} />;
  return (
    <main class="coach-screen__main">
      <p class="coach-costs__links">
        {isCoach && (
          <a class="coach-button" href={hashOf({ name: 'players' })}>
            {text('coach.back.players')}
          </a>
        )}
        <a class="coach-button" href={hashOf({ name: 'exchanges' })}>
          {text('exchanges.link')}
        </a>
      </p>
      <h1 class="coach-screen__title">{text('words.costs')}</h1>
      {value.isOn && value.limits !== null ? (
        <Today costs={value} limits={value.limits} />
      ) : (
        <p class="coach-panel">{text('words.costs.off')}</p>
      )}
      <Rows rows={value.rows} isCoach={isCoach} />
      <p class="coach-soft">{text('words.costs.hint')}</p>
    </main>
  );
}

function Today({ costs, limits }: { costs: Costs; limits: NonNullable<Costs['limits']> }) {
  const { spent, trouble, isOverBudget, model, rows } = costs;
  const reserved = rows.reduce((sum, row) => sum + row.reserved.money, 0);
  return (
    <section class="coach-panel" aria-labelledby="costs-today">
      <h2 id="costs-today" class="coach-panel__title">
        {text('words.costs.bay')} · {text('words.costs.today')}
      </h2>
      <Meter name={text('words.costs.cost')} spent={spent.money} limit={limits.bay.money}>
        {moneyWords(spent.money, limits.bay.money)}
      </Meter>
      <Meter name={text('words.costs.token')} spent={spent.tokens} limit={limits.bay.tokens}>
        {tokenWords(spent.tokens, limits.bay.tokens)}
      </Meter>
      {reserved > 0 && <p>{text('words.costs.reserved', { money: number(reserved, SMALL) })}</p>}
      {isOverBudget && <p class="coach-costs__warning">{text('words.costs.over')}</p>}
      {trouble !== null && (
        <p class="coach-costs__warning">
          {trouble.message} <code>{trouble.code}</code>
        </p>
      )}
      <p class="coach-soft">
        {text('words.costs.facility', {
          money: number(limits.facility.money, CENTS),
          tokens: number(limits.facility.tokens, 0),
          bays: limits.facility.bays,
        })}{' '}
        <code>{model}</code>
      </p>
    </section>
  );
}

function Meter(props: { name: string; spent: number; limit: number; children: string }) {
  const { name, spent, limit, children } = props;
  return (
    <div class="coach-costs__meter">
      <span>{name}</span>
      <progress max={Math.max(limit, 1e-9)} value={Math.min(spent, limit)} aria-label={name} />
      <span>{children}</span>
    </div>
  );
}

function Rows({ rows, isCoach }: { rows: Costs['rows']; isCoach: boolean }) {
  if (rows.length === 0) return <p class="coach-panel">{text('words.costs.none')}</p>;
  return (
    // Whoever has no wheel moves it by the arrows.
    <div class="coach-panel coach-costs__scroll" tabIndex={0} role="region" aria-label={text('words.costs')}>
      <table class="coach-costs__table">
        <thead>
          <tr>
            <th scope="col">{text('words.costs.player')}</th>
            <th scope="col">{text('words.costs.task')}</th>
            <th scope="col">{text('words.costs.exchanges')}</th>
            <th scope="col">{text('words.costs.token')}</th>
            <th scope="col">{text('words.costs.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ player, facility, bay, task, exchanges, tokens, money }) => (
            <tr key={`${player?.id ?? ''} ${facility} ${bay} ${task}`}>
              <th scope="row">
                {player === null ? (
                  <span class="coach-soft">{text('words.costs.gone')}</span>
                ) : isCoach ? (
                  <a href={hashOf({ name: 'player', id: player.id })}>{player.name}</a>
                ) : (
                  player.name
                )}{' '}
                <span class="coach-soft">
                  {facility}, {bay}
                </span>
              </th>
              <td>{text(`words.costs.task.${task}`)}</td>
              <td>{number(exchanges, 0)}</td>
              <td>{number(tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.output, 0)}</td>
              <td>{number(money, SMALL)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
