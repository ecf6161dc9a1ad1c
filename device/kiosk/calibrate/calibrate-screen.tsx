import type { CalibrationStatus } from '../../api/contract/calibration.ts';
import { useState } from 'preact/hooks';
import { LanguageSwitch } from '../locales/language-switch.tsx';
import { listed, text } from '../locales/text.ts';
import { useLanguage } from '../locales/use-language.ts';
import { BayMark } from '../screen/bay-mark.tsx';
import { CalibratingTile } from './calibrating-tile.tsx';
import type { CalibrationApi, CalibrationCall } from './calibration-api.ts';
import { CalibrationResult } from './calibration-result.tsx';
import { cameraName } from './camera-name.ts';
import { ClapCount, ClapPlace, type MicrophonePlaceText } from './clap-step.tsx';
import { GuidanceBanner } from './guidance-banner.tsx';
import { PairGraph } from './pair-graph.tsx';
import { useCalibration } from './use-calibration.ts';
import './calibrate-screen.css';

const STEPS = ['carry', 'mat', 'result'] as const;

/** The installer's page: what the cameras see of the board, and what to do with it next. */
export function CalibrateScreen({ api }: { api: CalibrationApi }) {
  useLanguage();
  const { status, isLost, refusal, call } = useCalibration(api);
  const notice = isLost ? text('connection.lost') : refusal;
  return (
    <main class="calibrate-screen">
      <header class="calibrate-screen__header">
        <h1 class="calibrate-screen__title">
          <BayMark />
          {text('calibrate.title')}
        </h1>
        {status !== null && <Steps stage={status.stage} />}
        {status?.stage === 'idle' && <LanguageSwitch />}
      </header>
      {notice !== null && (
        <p class="calibrate-screen__notice" role="alert">
          {notice}
        </p>
      )}
      {status === null ? (
        <p class="calibrate-screen__waiting">{text('connection.connecting')}</p>
      ) : (
        <Body status={status} api={api} call={call} />
      )}
    </main>
  );
}

interface BodyParts {
  readonly status: CalibrationStatus;
  readonly api: CalibrationApi;
  readonly call: (what: CalibrationCall) => void;
}

function Body({ status, api, call }: BodyParts) {
  const { stage, result, failure, clap, sound, untaken } = status;
  const [isAsked, setAsked] = useState(false);
  if (stage === 'idle') return <Welcome onBegin={() => call('begin')} />;
  if (stage === 'solved' && isAsked) {
    const begin = (place: MicrophonePlaceText): void => {
      setAsked(false);
      call({ clap: place });
    };
    return <ClapPlace onBegin={begin} onBack={() => setAsked(false)} />;
  }
  return (
    <>
      <GuidanceBanner status={status} />
      {clap !== null ? (
        <ClapCount clap={clap} />
      ) : result === null ? (
        <Walk status={status} api={api} />
      ) : (
        <CalibrationResult result={result} sound={sound} />
      )}
      {untaken.length > 0 && (
        <p class="calibrate-screen__notice" role="alert">
          {text('calibrate.untaken', { cameras: listed(untaken.map(cameraName)) })}
        </p>
      )}
      {failure !== null && (
        <p class="calibrate-screen__failure" role="alert">
          {failure.message} {failure.hint ?? ''}
        </p>
      )}
      <footer class="calibrate-screen__footer">
        <PairGraph pairs={result === null ? status.pairs : []} />
        <Choices status={status} call={call} onClap={() => setAsked(true)} />
      </footer>
    </>
  );
}

function Walk({ status, api }: Omit<BodyParts, 'call'>) {
  const { cameras, guidance } = status;
  return (
    <div class="calibrate-screen__cameras" data-count={cameras.length}>
      {cameras.map((camera) => (
        <CalibratingTile
          key={camera.name}
          camera={camera}
          grid={status}
          api={api}
          target={guidance.camera === camera.name ? guidance : null}
          isWanted={guidance.camera === camera.name || guidance.other === camera.name}
        />
      ))}
    </div>
  );
}

function Welcome({ onBegin }: { onBegin: () => void }) {
  return (
    <section class="calibrate-screen__welcome">
      <p class="calibrate-screen__invitation">{text('calibrate.welcome')}</p>
      <ol class="calibrate-screen__how">
        {(['carry', 'mat', 'result'] as const).map((step) => (
          <li key={step}>{text(`calibrate.welcome.${step}`)}</li>
        ))}
      </ol>
      <button type="button" class="calibrate-screen__choice" data-main onClick={onBegin}>
        {text('calibrate.begin')}
      </button>
    </section>
  );
}

function Choices({ status, call, onClap }: Omit<BodyParts, 'api'> & { onClap: () => void }) {
  const { stage, result, mayGoToMat, mayClap } = status;
  const isGood = result?.cameras.every(({ lacks }) => lacks.length === 0) ?? false;
  const choices: { what: Extract<CalibrationCall, string>; label: string; isMain: boolean }[] = [];
  if (mayGoToMat) choices.push({ what: 'mat', label: text('calibrate.to-mat'), isMain: false });
  if (stage === 'mat') choices.push({ what: 'carry', label: text('calibrate.carry-on'), isMain: false });
  if (stage === 'solved' || stage === 'failed') {
    choices.push({ what: 'carry', label: text('calibrate.carry-on'), isMain: !isGood });
  }
  if (stage === 'clap') choices.push({ what: 'no-clap', label: text('calibrate.clap.skip'), isMain: false });
  if (stage === 'solved') {
    choices.push({ what: 'save', label: text(isGood ? 'calibrate.save' : 'calibrate.save-anyway'), isMain: isGood });
  }
  if (stage === 'saved') choices.push({ what: 'begin', label: text('calibrate.again'), isMain: false });
  return (
    <div class="calibrate-screen__choices">
      {mayClap && isGood && (
        <button type="button" class="calibrate-screen__choice" onClick={onClap}>
          {text('calibrate.clap')}
        </button>
      )}
      {choices.map(({ what, label, isMain }) => (
        <button key={what} type="button" class="calibrate-screen__choice" data-main={isMain} onClick={() => call(what)}>
          {label}
        </button>
      ))}
    </div>
  );
}

function Steps({ stage }: { stage: CalibrationStatus['stage'] }) {
  const at = stage === 'idle' ? -1 : stage === 'carry' || stage === 'failed' ? 0 : stage === 'mat' ? 1 : 2;
  return (
    <ol class="calibrate-screen__steps">
      {STEPS.map((step, i) => (
        <li
          key={step}
          data-state={i < at ? 'done' : i === at ? 'now' : 'later'}
          aria-current={i === at ? 'step' : undefined}
        >
          {text(`calibrate.stage.${step}`)}
        </li>
      ))}
    </ol>
  );
}
