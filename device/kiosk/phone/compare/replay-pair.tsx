import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type CameraRole, EVENT_NAMES, type SwingReport } from '../../../api/contract/report.ts';
import type { SwingComparisonBody } from '../../../api/contract/rest.ts';
import { text } from '../../locales/text.ts';
import { Choice } from '../controls/choice.tsx';
import type { PhoneApi } from '../phone-api.ts';
import { type PhaseClock, phaseClock, sharedMoments } from './phase-clock.ts';
import { PhasePlayer, type Side, type Speed } from './phase-player.ts';
import { SkeletonPair } from './skeleton-pair.tsx';
import { useClip } from '../swing/use-clip.ts';

type View = Extract<CameraRole, 'face-on' | 'down-the-line'>;
const VIEWS: readonly View[] = ['face-on', 'down-the-line'];
const SPEEDS: readonly { readonly value: `${Speed}`; readonly name: 'quarter' | 'half' | 'full' }[] = [
  { value: '0.25', name: 'quarter' },
  { value: '0.5', name: 'half' },
  { value: '1', name: 'full' },
];

export interface ReplayPairProps {
  readonly api: PhoneApi;
  readonly first: SwingReport;
  readonly second: SwingReport;
  readonly comparison: SwingComparisonBody;
  readonly names: Readonly<Record<Side, string>>;
}

/** Both swings in step, one above the other, with their skeletons laid over each other below. */
export function ReplayPair(props: ReplayPairProps) {
  const { first, second, comparison } = props;
  const shared = useMemo(() => sharedMoments(first.events, second.events), [first, second]);
  const clocks = useMemo(() => {
    const [one, other] = [phaseClock(first.events, shared), phaseClock(second.events, shared)];
    return one === null || other === null ? null : { first: one, second: other };
  }, [first, second, shared]);
  const views = VIEWS.filter(
    (view) =>
      comparison.overlays.some((overlay) => overlay.view === view) ||
      [first, second].every((report) => clipOf(report, view) !== null),
  );
  if (clocks === null || views.length === 0) return <p class="progress__soft">{text('compare.no-replay')}</p>;
  return <InStep {...props} clocks={clocks} views={views} moments={shared} />;
}

function InStep(
  props: ReplayPairProps & {
    clocks: Readonly<Record<Side, PhaseClock>>;
    views: readonly View[];
    moments: ReturnType<typeof sharedMoments>;
  },
) {
  const { api, comparison, clocks, views, moments, names } = props;
  const [view, setView] = useState<View>(views[0] ?? 'face-on');
  const [phase, setPhase] = useState(clocks.first.from);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<`${Speed}`>('0.25');
  const [player, setPlayer] = useState<PhasePlayer | null>(null);
  useEffect(() => {
    const made = new PhasePlayer(clocks, setPhase);
    setPlayer(made);
    return () => made.close();
  }, [clocks]);
  const overlay = comparison.overlays.find((each) => each.view === view);
  const press = () => {
    if (isPlaying) player?.pause();
    else player?.play();
    setPlaying(!isPlaying);
  };
  const goTo = (place: number) => {
    setPlaying(false);
    player?.goTo(place);
  };
  const nearest = moments.reduce((best, name) =>
    Math.abs(EVENT_NAMES.indexOf(name) - phase) < Math.abs(EVENT_NAMES.indexOf(best) - phase) ? name : best,
  );
  return (
    <div class="replay-pair">
      {views.length > 1 && (
        <Choice<View>
          label={text('compare.view')}
          isLabelSpokenOnly
          options={views.map((value) => ({ value, words: text(`camera.${value}`) }))}
          chosen={view}
          onChoose={setView}
        />
      )}
      {(['first', 'second'] as const).map((side) => {
        const clip = clipOf(props[side], view);
        return clip === null ? null : (
          <SideClip
            key={`${side} ${view}`}
            api={api}
            report={props[side]}
            {...{ clip, side, player }}
            name={names[side]}
          />
        );
      })}
      {overlay !== undefined && overlay.frames.length > 0 && (
        <figure class="replay-pair__overlay">
          <SkeletonPair overlay={overlay} bones={comparison.bones} phase={phase} />
          <figcaption class="replay-pair__legend">
            <span data-side="first">{names.first}</span>
            <span data-side="second">{names.second}</span>
          </figcaption>
        </figure>
      )}
      <input
        class="replay-pair__place"
        type="range"
        min={clocks.first.from}
        max={clocks.first.to}
        step="0.05"
        value={phase}
        aria-label={text('replay.timeline')}
        aria-valuetext={text(`at.${nearest}`)}
        onInput={(moved) => goTo(Number(moved.currentTarget.value))}
      />
      <div class="replay-pair__moments">
        {moments.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={Math.abs(EVENT_NAMES.indexOf(name) - phase) < 0.03}
            onClick={() => goTo(EVENT_NAMES.indexOf(name))}
          >
            {text(`at.${name}`)}
          </button>
        ))}
      </div>
      <div class="replay-pair__controls">
        <button type="button" class="replay-pair__play" onClick={press}>
          {text(isPlaying ? 'replay.pause' : 'replay.play')}
        </button>
        <Choice<`${Speed}`>
          label={text('replay.speed')}
          isLabelSpokenOnly
          options={SPEEDS.map(({ value, name }) => ({ value, words: text(`replay.speed.${name}`) }))}
          chosen={speed}
          onChoose={(chosen) => {
            setSpeed(chosen);
            player?.setSpeed(Number(chosen) as Speed);
          }}
        />
      </div>
    </div>
  );
}

interface Clip {
  readonly camera: string;
  readonly fromMs: number;
}

function clipOf(report: SwingReport, view: View): Clip | null {
  const camera = report.cameras.find(({ role }) => role === view)?.name;
  const clip = report.clips.find((each) => each.camera === camera);
  return clip === undefined ? null : { camera: clip.camera, fromMs: clip.fromMs };
}

function SideClip(props: {
  api: PhoneApi;
  report: SwingReport;
  clip: Clip;
  side: Side;
  player: PhasePlayer | null;
  name: string;
}) {
  const { api, report, clip, side, player, name } = props;
  const video = useRef<HTMLVideoElement>(null);
  const { address, problem } = useClip(api, `/swings/${report.id}/video?camera=${encodeURIComponent(clip.camera)}`);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    if (player === null || video.current === null || !isReady) return;
    player.add(side, { video: video.current, fromMs: clip.fromMs });
    return () => player.remove(side);
  }, [player, side, clip.fromMs, isReady]);
  return (
    <figure class="replay-pair__side" data-side={side} data-ready={isReady}>
      {address !== null && (
        <video
          ref={video}
          src={address}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          aria-label={name}
          onLoadedData={() => setReady(true)}
          onError={() => setReady(false)}
        />
      )}
      {!isReady && <p>{text(problem === null ? 'replay.loading' : 'replay.no-clip')}</p>}
      <figcaption>{name}</figcaption>
    </figure>
  );
}
