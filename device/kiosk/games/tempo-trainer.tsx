import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingOnBeatBody, TempoBeats } from '../../api/contract/games.ts';
import { text } from '../locales/text.ts';
import { BEAT_NAMES, beatOffsetsS } from './beat-schedule.ts';
import { BeatSound } from './beat-sound.ts';
import { BeatVerdict } from './beat-verdict.tsx';
import type { GamesApi } from './games-api.ts';
import type { OnResult } from './on-result.ts';
import './tempo-trainer.css';

type TempoBeat = TempoBeats['beats'][number];

/** How long a mark stays lit after its beat. */
const LIT_S = 0.18;
/** The one that the trainer opens with. */
const FIRST_BEAT = '21-7';

/** Three beats to swing to, and the swing that was made beside them. */
export function TempoTrainer({ api, onResult }: { api: GamesApi; onResult: OnResult }) {
  const [beats, setBeats] = useState<readonly TempoBeat[]>([]);
  const [beat, setBeat] = useState<TempoBeat | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [swingId, setSwingId] = useState<string | null>(null);
  const [result, setResult] = useState<SwingOnBeatBody | null>(null);
  const sound = useRef<BeatSound | null>(null);
  const marks = useRef<HTMLOListElement>(null);

  useEffect(() => {
    api.fetchBeats().then(
      (all) => {
        setBeats(all.beats);
        setBeat(all.beats.find(({ id }) => id === FIRST_BEAT) ?? all.beats[0] ?? null);
      },
      () => undefined,
    );
    return () => sound.current?.close();
  }, [api]);

  useEffect(() => {
    return onResult((id) => id !== null && setSwingId(id));
  }, [onResult]);

  useEffect(() => {
    if (swingId === null || beat === null) return;
    let isCurrent = true;
    api.fetchSwingOnBeat(beat.id, swingId).then(
      (compared) => isCurrent && setResult(compared),
      () => isCurrent && setResult(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [api, beat, swingId]);

  // Past Preact: marks follow the sound's own clock at every picture of the display.
  useEffect(() => {
    if (!isRunning || beat === null) return;
    const offsets = beatOffsetsS(beat);
    let frame = 0;
    const light = () => {
      const positionS = sound.current?.positionS() ?? null;
      for (const [at, mark] of [...(marks.current?.children ?? [])].entries()) {
        const sinceS = positionS === null ? -1 : positionS - offsets[BEAT_NAMES[at] ?? 'start'];
        mark.setAttribute('data-lit', String(sinceS >= 0 && sinceS < LIT_S));
      }
      frame = requestAnimationFrame(light);
    };
    light();
    return () => {
      cancelAnimationFrame(frame);
      for (const mark of marks.current?.children ?? []) mark.setAttribute('data-lit', 'false');
    };
  }, [isRunning, beat]);

  const play = (rhythm: TempoBeat) => {
    sound.current ??= new BeatSound();
    sound.current.start(rhythm);
    setIsRunning(true);
  };
  const choose = (chosen: TempoBeat) => {
    setBeat(chosen);
    if (isRunning) play(chosen);
  };
  const toggle = () => {
    if (isRunning) {
      sound.current?.stop();
      setIsRunning(false);
    } else if (beat !== null) {
      play(beat);
    }
  };

  return (
    <div class="tempo-trainer">
      <section class="tempo-trainer__beat" aria-label={text('tempo.beat')}>
        <ol class="tempo-trainer__marks" ref={marks}>
          {BEAT_NAMES.map((name) => (
            <li key={name} class="tempo-trainer__mark" data-beat={name} data-lit="false">
              <span class="tempo-trainer__disc" aria-hidden="true" />
              {text(`tempo.beat.${name}`)}
            </li>
          ))}
        </ol>
        <div class="tempo-trainer__choice" role="group" aria-label={text('tempo.speed')}>
          {beats.map((each) => (
            <button
              key={each.id}
              type="button"
              class="tempo-trainer__speed"
              aria-pressed={each.id === beat?.id}
              onClick={() => choose(each)}
            >
              <strong>{each.id.replace('-', ' / ')}</strong>
              <span>{text('tempo.seconds', { seconds: (each.backswingS + each.downswingS).toFixed(2) })}</span>
            </button>
          ))}
        </div>
        <button type="button" class="tempo-trainer__start" data-running={isRunning} onClick={toggle}>
          {text(isRunning ? 'tempo.stop' : 'tempo.start')}
        </button>
      </section>
      <section class="tempo-trainer__swing" aria-label={text('tempo.swing')} aria-live="polite">
        <h2 class="tempo-trainer__title">{text('tempo.swing')}</h2>
        {result === null ? (
          <p class="tempo-trainer__hint">{text('tempo.hint')}</p>
        ) : (
          <>
            <BeatVerdict name={text('tempo.backswing')} comparison={result.backswing} unit="s" decimals={2} />
            <BeatVerdict name={text('tempo.downswing')} comparison={result.downswing} unit="s" decimals={2} />
            <BeatVerdict name={text('tempo.ratio')} comparison={result.ratio} unit="" decimals={1} />
          </>
        )}
        <p class="tempo-trainer__note">{text('tempo.note')}</p>
      </section>
    </div>
  );
}
