import { useEffect, useState } from 'preact/hooks';
import type { CoachCosts } from '../../api/contract/coach.ts';
import type { Health } from '../../api/contract/rest.ts';
import type { VoiceChange, VoiceState } from '../../api/contract/voice.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { number, text } from '../locales/text.ts';
import type { ScreenState } from '../screen/screen-state.ts';
import { warningWords } from '../screen/warning-words.ts';
import { costsLine } from './costs-line.ts';
import { refusalWords } from './refusal-words.ts';
import type { VisitApi } from './visit-api.ts';

const LOOKED_AT_MS = 5_000;
const VOLUME_STEP = 0.1;

/** The visit, the bay's service, its voice, what is wrong, and the devices that stopped on a fault. */
export function StaffControls(props: {
  state: ScreenState;
  api: VisitApi;
  voice: Pick<BayApi, 'fetchVoice' | 'setVoice'>;
  token: string;
}) {
  const { state, api, voice, token } = props;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [health, setHealth] = useState<Health | null>(null);
  const [costs, setCosts] = useState<CoachCosts | null>(null);
  const [isInService, setInService] = useState<boolean | null>(null);
  const fail = (error: unknown) => setTrouble(refusalWords(error));
  const carryOut = (asked: Promise<unknown>) => {
    setTrouble(null);
    void asked.catch(fail);
  };
  useEffect(() => {
    const look = () => {
      void api.fetchHealth(token).then(setHealth, fail);
      void api.fetchCoachCosts(token).then(setCosts, fail);
    };
    look();
    api.fetchService(token).then((service) => setInService(service.isInService), fail);
    const timer = setInterval(look, LOOKED_AT_MS);
    return () => clearInterval(timer);
  }, [api, token]);
  const { body } = state.visit;
  const faulty = (state.hardware?.devices ?? []).filter(({ condition }) => condition === 'fault');
  return (
    <div class="staff-panel__body">
      <section class="staff-panel__card" aria-labelledby="staff-visit">
        <h3 id="staff-visit">{text('staff.visit')}</h3>
        <p>
          {body?.goesOn === true ? text('staff.visit.goes-on', { players: whoPlays(state) }) : text('staff.visit.none')}
        </p>
        <button
          type="button"
          class="pill"
          data-kind="grave"
          disabled={body?.goesOn !== true}
          onClick={() => carryOut(api.endVisit(token))}
        >
          {text('summary.end')}
        </button>
      </section>
      <section class="staff-panel__card" aria-labelledby="staff-service">
        <h3 id="staff-service">{text('staff.service')}</h3>
        <p>{text(isInService === false ? 'staff.service.closed' : 'staff.service.open')}</p>
        <button
          type="button"
          class="pill"
          data-kind={isInService === false ? 'main' : 'grave'}
          disabled={isInService === null}
          onClick={() =>
            carryOut(
              api
                .setService(token, { isInService: isInService === false })
                .then((now) => setInService(now.isInService)),
            )
          }
        >
          {text(isInService === false ? 'staff.service.reopen' : 'staff.service.close')}
        </button>
      </section>
      <VoiceControls voice={voice} onTrouble={fail} />
      <section class="staff-panel__card staff-panel__health" aria-labelledby="staff-health">
        <h3 id="staff-health">{text('staff.health')}</h3>
        <ul tabIndex={0} aria-label={text('staff.health')}>
          {warningWords(state.warnings, state.bay?.cameras ?? []).map(({ code, title, hint }) => (
            <li key={code} data-status="degraded">
              <strong>{title}</strong> {hint} <code>{code}</code>
            </li>
          ))}
          {costs !== null && (
            <li key="coach" data-status={costs.isOverBudget || costs.trouble !== null ? 'degraded' : 'ok'}>
              <strong>{text('words.costs')}:</strong> {costsLine(costs)}{' '}
              {costs.trouble !== null && <code>{costs.trouble.code}</code>}
            </li>
          )}
          {(health?.parts ?? []).map(({ name, status, message, code }) => (
            <li key={name} data-status={status}>
              <strong>{name}</strong> {text(`staff.health.${status}`)} {message ?? ''}{' '}
              {code !== null && <code>{code}</code>}
            </li>
          ))}
        </ul>
        {faulty.map(({ id, fault }) => (
          <p key={id} class="staff-panel__device">
            <span>
              <strong>{id}</strong> {fault ?? ''}
            </span>
            <button
              type="button"
              class="pill"
              onClick={() =>
                carryOut(
                  api.clearFault(token, id).then(({ outcome, reason }) => {
                    if (outcome !== 'done')
                      setTrouble(text('staff.device.not', { device: id, reason: reason ?? outcome }));
                  }),
                )
              }
            >
              {text('staff.device.again')}
            </button>
          </p>
        ))}
      </section>
      <p class="panel__trouble staff-panel__trouble" role="alert">
        {trouble}
      </p>
    </div>
  );
}

function whoPlays({ visit }: ScreenState): string {
  const players = visit.body?.players ?? [];
  return players.length === 0 ? text('visit.guest') : players.map(({ name }) => name).join(', ');
}

/** Until the visit ends, as the facility has set it. */
function VoiceControls(props: { voice: Pick<BayApi, 'fetchVoice' | 'setVoice'>; onTrouble: (error: unknown) => void }) {
  const { voice, onTrouble } = props;
  const [now, setNow] = useState<VoiceState | null>(null);
  useEffect(() => {
    voice.fetchVoice().then(setNow, onTrouble);
  }, [voice]);
  const set = (change: VoiceChange) => voice.setVoice(change).then(setNow, onTrouble);
  const volume = now?.volume ?? 0;
  const louder = (by: number) => void set({ volume: Math.min(1, Math.max(0, Math.round((volume + by) * 10) / 10)) });
  return (
    <section class="staff-panel__card" aria-labelledby="staff-voice">
      <h3 id="staff-voice">{text('staff.voice')}</h3>
      <p role="status">{text('staff.volume', { percent: number(volume * 100, 0) })}</p>
      <p class="staff-panel__row">
        <button
          type="button"
          class="pill"
          disabled={now === null}
          aria-pressed={now?.isOn === true}
          onClick={() => void set({ isOn: now?.isOn !== true })}
        >
          {text(now?.isOn === true ? 'voice.on' : 'voice.off')}
        </button>
        <button
          type="button"
          class="pill"
          aria-label={text('staff.quieter')}
          disabled={volume <= 0}
          onClick={() => louder(-VOLUME_STEP)}
        >
          −
        </button>
        <button
          type="button"
          class="pill"
          aria-label={text('staff.louder')}
          disabled={volume >= 1}
          onClick={() => louder(VOLUME_STEP)}
        >
          +
        </button>
      </p>
    </section>
  );
}
