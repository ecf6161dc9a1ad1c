/** Gives the bay its voice: what the live loop and the reports say becomes spoken cues. */
import { join, resolve } from 'node:path';
import type { BayFact } from './bay/bay-fact.ts';
import type { LiveBay } from './bay/live-bay.ts';
import type { Clock } from './clock/clock.ts';
import type { Configuration } from './configuration.ts';
import type { Store } from './store/store.ts';
import type { Log } from './telemetry/log.ts';
import { AppliancePlayer } from './voice/appliance-player.ts';
import type { CueEvent } from './voice/cue-plan.ts';
import { openSpeech } from './voice/open-speech.ts';
import { SoundShelf } from './voice/sound-shelf.ts';
import { VoiceDesk } from './voice/voice-desk.ts';

const BYTES_PER_MIB = 1024 * 1024;

export interface VoiceSurroundings {
  readonly configuration: Pick<Configuration, 'voice' | 'store'>;
  readonly bay: Pick<LiveBay, 'facts'>;
  readonly store: { readonly swings: Pick<Store['swings'], 'report'> };
  readonly clock: Clock;
  readonly log: Log;
}

export function openVoice({ configuration, bay, store, clock, log }: VoiceSurroundings): VoiceDesk {
  const { enabled, language, volume, speaker, alsaDevice, cacheMiBMax, speech } = configuration.voice;
  const desk = new VoiceDesk({
    settings: { isOn: enabled, language, volume },
    sounds: new SoundShelf({
      directory: join(resolve(configuration.store.dataDirectory), 'sounds'),
      speech: openSpeech(speech),
      bytesMax: cacheMiBMax * BYTES_PER_MIB,
      clock,
    }),
    player: speaker === 'screen' ? null : new AppliancePlayer(['alsasink', `device=${alsaDevice}`]),
    clock,
    log,
  });
  bay.facts.subscribe({
    next: (fact) => {
      try {
        const event = cueEventOf(fact, store);
        if (event !== null) desk.hear(event);
      } catch (error) {
        // A report that cannot be read is the store's trouble; it must not end the facts for everybody else.
        log.warn({ error }, 'A result could not be spoken of.');
      }
    },
    complete: () => desk.close(),
  });
  void desk.rehearse();
  return desk;
}

/** Null for whatever a voice has nothing to do with. Practice swings are not spoken of: nobody asked for a verdict. */
export function cueEventOf(fact: BayFact, store: VoiceSurroundings['store']): CueEvent | null {
  switch (fact.type) {
    case 'stage-changed':
      return { type: 'stage-changed', stage: fact.stage };
    case 'visit-began':
      return { type: 'visit-began' };
    case 'swing-detected':
      return fact.kind === 'shot' ? { type: 'swing-happened', swing: fact.swing } : null;
    case 'swing-settled': {
      if (fact.status !== 'completed') return null;
      const { faults, unjudged = [] } = store.swings.report(fact.swing);
      return { type: 'result-came', swing: fact.swing, faults, unjudged };
    }
    default:
      return null;
  }
}
