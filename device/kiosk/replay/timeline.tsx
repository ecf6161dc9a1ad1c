import { useEffect, useRef } from 'preact/hooks';
import type { EventName, PhaseName, SwingPhase, SwingReport } from '../../api/contract/report.ts';
import { lettersIn, text } from '../locales/text.ts';
import type { ReplayPlayer } from './replay-player.ts';
import { type ReplayRange, shareOf } from './replay-range.ts';
import './timeline.css';

/** A place this near to an event is that event. */
const AT_EVENT_MS = 7;
const FRAMES_OF_KEY: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
/** A press this near to an event's mark, as a share of the bar, means the event. */
const MARK_SHARE = 0.015;
/** A name needs about this share of the bar for each of its letters. */
const LETTER_SHARE = 0.0165;

/**
 * The swing as a bar of its phases, with a mark at each event and a handle at the place that is shown. The event at the
 * handle, or the phase under it, is named above it, where a short phase has no room for its word; the caption leans
 * inwards at both ends. Arrow keys go by one frame, page keys from event to event.
 */
export function Timeline(props: { player: ReplayPlayer; range: ReplayRange; report: SwingReport | null }) {
  const { player, range, report } = props;
  const handle = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLSpanElement>(null);
  const caption = useRef<HTMLSpanElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      player.onPlace((timeMs) => {
        const name = phaseAt(report, timeMs);
        const event = eventAt(report, timeMs);
        const words = event !== null ? text(`event.${event}`) : name === null ? '' : text(`phase.${name}`);
        const share = shareOf(range, timeMs) * 100;
        if (head.current !== null) head.current.style.left = `${share}%`;
        if (caption.current !== null) {
          caption.current.textContent = words;
          caption.current.toggleAttribute('data-event', event !== null);
          caption.current.style.left = `${share}%`;
          caption.current.style.transform = `translateX(-${share}%)`;
        }
        for (const each of bar.current?.querySelectorAll<HTMLElement>('.timeline__phase') ?? []) {
          each.toggleAttribute('data-current', each.dataset['phase'] === name);
        }
        if (handle.current === null) return;
        handle.current.value = String(Math.round(timeMs));
        handle.current.setAttribute('aria-valuetext', words);
      }),
    [player, range, report],
  );
  const onKey = (key: KeyboardEvent) => {
    const frames = FRAMES_OF_KEY[key.key];
    const event = key.key === 'PageUp' ? 1 : key.key === 'PageDown' ? -1 : 0;
    if (frames === undefined && event === 0) return;
    key.preventDefault();
    if (frames !== undefined) player.step(frames);
    else player.goTo(nextEvent(report, player.timeMs, event) ?? (event > 0 ? range.toMs : range.fromMs));
  };
  const percent = (timeMs: number) => `${(shareOf(range, timeMs) * 100).toFixed(3)}%`;
  return (
    <div class="timeline">
      <div ref={bar} class="timeline__bar">
        {(report?.phases ?? []).map(({ name, fromMs, toMs }) => {
          const width = shareOf(range, toMs) - shareOf(range, fromMs);
          return (
            <span
              key={name}
              class="timeline__phase"
              data-phase={name}
              style={{ left: percent(fromMs), width: `${(width * 100).toFixed(3)}%` }}
            >
              {hasRoomForName(range, { name, fromMs, toMs }) ? text(`phase.${name}`) : ''}
            </span>
          );
        })}
        {(report?.events ?? []).map((event) => (
          <span
            key={event.name}
            class="timeline__event"
            data-event={event.name}
            style={{ left: percent(event.timeMs) }}
          />
        ))}
        <span ref={head} class="timeline__head" />
        <span ref={caption} class="timeline__now" />
        <input
          ref={handle}
          class="timeline__handle"
          type="range"
          aria-label={text('replay.timeline')}
          min={Math.round(range.fromMs)}
          max={Math.round(range.toMs)}
          step={1}
          onKeyDown={onKey}
          onInput={(input) => player.goTo(Number(input.currentTarget.value))}
          onClick={(click) => player.goTo(nearEvent(report, range, Number(click.currentTarget.value)))}
        />
      </div>
    </div>
  );
}

function hasRoomForName(range: ReplayRange, { name, fromMs, toMs }: SwingPhase): boolean {
  return shareOf(range, toMs) - shareOf(range, fromMs) > lettersIn(text(`phase.${name}`)) * LETTER_SHARE;
}

function nearEvent(report: SwingReport | null, range: ReplayRange, timeMs: number): number {
  const reachMs = MARK_SHARE * (range.toMs - range.fromMs);
  const near = (report?.events ?? []).filter((event) => Math.abs(event.timeMs - timeMs) <= reachMs);
  return near.toSorted((a, b) => Math.abs(a.timeMs - timeMs) - Math.abs(b.timeMs - timeMs))[0]?.timeMs ?? timeMs;
}

function phaseAt(report: SwingReport | null, timeMs: number): PhaseName | null {
  return report?.phases.find((phase) => timeMs >= phase.fromMs && timeMs < phase.toMs)?.name ?? null;
}

function eventAt(report: SwingReport | null, timeMs: number): EventName | null {
  return report?.events.find((event) => Math.abs(event.timeMs - timeMs) <= AT_EVENT_MS)?.name ?? null;
}

function nextEvent(report: SwingReport | null, timeMs: number, direction: number): number | undefined {
  const times = (report?.events ?? []).map((event) => event.timeMs).toSorted((a, b) => (a - b) * direction);
  return times.find((each) => (each - timeMs) * direction > AT_EVENT_MS);
}
