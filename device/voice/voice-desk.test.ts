import { describe, expect, it } from 'vitest';
import { BayError } from '../errors/bay-error.ts';
import type { SoundFile } from '../ports/speech.port.ts';
import { silentLog } from '../telemetry/log.ts';
import type { CueEvent } from './cue-plan.ts';
import { type SoundPlayer, type SoundSource, VoiceDesk, type VoiceWords } from './voice-desk.ts';

const missing = new BayError('voice/program-missing', 'No espeak-ng.', { hint: 'Install it.' });

class ScriptedSounds implements SoundSource {
  failure: BayError | null = null;
  readonly asked: string[] = [];
  /** Sentences that wait until a test lets them go. */
  held: (() => void)[] | null = null;

  async soundOf({ text }: { text: string }): Promise<SoundFile> {
    this.asked.push(text);
    if (this.held !== null) await new Promise<void>((resolve) => this.held?.push(resolve));
    if (this.failure !== null) throw this.failure;
    return { id: text, path: `/sounds/${text}.wav`, mediaType: 'audio/wav' };
  }

  find(): Promise<SoundFile | null> {
    return Promise.resolve(null);
  }
}

class ScriptedPlayer implements SoundPlayer {
  readonly log: string[] = [];
  play(sound: SoundFile, volume: number): Promise<void> {
    this.log.push(`${sound.id} ${volume}`);
    return Promise.resolve();
  }
  stop(): void {
    this.log.push('stop');
  }
}

function openDesk({ player = null, isOn = true }: { player?: SoundPlayer | null; isOn?: boolean } = {}) {
  const sounds = new ScriptedSounds();
  const settings = { isOn, language: 'en', volume: 0.5 } as const;
  const clock = { monotonicNs: () => 0, wall: () => new Date(0) };
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (_: object, message: string) => void warnings.push(message) };
  const desk = new VoiceDesk({ settings, sounds, player, clock, log });
  const words: VoiceWords[] = [];
  desk.words.subscribe((each) => words.push(each));
  return { desk, sounds, words, warnings };
}

const swing = (id: string): CueEvent[] => [
  { type: 'stage-changed', stage: 'occupied' },
  { type: 'swing-happened', swing: id },
  { type: 'result-came', swing: id, faults: [{ id: 'sway', severity: 'critical' }], unjudged: [] },
];
const settle = () => new Promise((resolve) => setImmediate(resolve));
const cues = (words: readonly VoiceWords[]) => words.filter(({ type }) => type === 'cue');

describe('the voice desk', () => {
  it('gives screens the cue’s words, its sound and how loud', async () => {
    const { desk, words } = openDesk();
    for (const event of swing('a')) desk.hear(event);
    await settle();
    const text = 'Turn your hips, do not drift.';
    expect(cues(words)).toEqual([{ type: 'cue', text, language: 'en', volume: 0.5, sound: text }]);
  });

  it('shows Japanese as it is written and speaks it in kana', async () => {
    const { desk, sounds, words } = openDesk();
    desk.set({ language: 'ja' });
    for (const event of swing('a')) desk.hear(event);
    await settle();
    expect(sounds.asked).toEqual(['こしわ ずらさず まわす。']);
    expect(cues(words)).toMatchObject([{ text: '腰はずらさず回す。', language: 'ja' }]);
  });

  it('says nothing that was made too late: the golfer stands to the ball by then', async () => {
    const { desk, sounds, words } = openDesk();
    sounds.held = [];
    for (const event of swing('a')) desk.hear(event);
    desk.hear({ type: 'stage-changed', stage: 'address' });
    for (const release of sounds.held) release();
    await settle();
    expect(cues(words)).toEqual([]);
    expect(words.at(-1)).toEqual({ type: 'hush' });
  });

  it('goes on silently where the program is missing, says so once, and forgets it once it can speak', async () => {
    const { desk, sounds, warnings, words } = openDesk();
    sounds.failure = missing;
    await desk.rehearse();
    for (const id of ['a', 'b', 'c']) for (const event of swing(id)) desk.hear(event);
    await settle();
    expect(warnings).toHaveLength(1);
    expect(desk.trouble).toEqual({ code: 'voice/program-missing', message: 'No espeak-ng.', hint: 'Install it.' });
    expect(cues(words)).toEqual([]);
    sounds.failure = null;
    await desk.rehearse();
    expect(desk.trouble).toBeNull();
  });

  it('plays by the appliance where that is its speaker, and ends when somebody addresses the ball', async () => {
    const player = new ScriptedPlayer();
    const { desk, words } = openDesk({ player });
    for (const event of swing('a')) desk.hear(event);
    await settle();
    desk.hear({ type: 'stage-changed', stage: 'address' });
    expect(player.log).toEqual(['Turn your hips, do not drift. 0.5', 'stop']);
    expect(cues(words)).toMatchObject([{ sound: null }]);
  });

  it('is off at a tap for the visit, and as the facility set it for the next', async () => {
    const { desk, words, sounds } = openDesk();
    desk.set({ isOn: false, volume: 1, language: 'de' });
    expect(words).toEqual([{ type: 'hush' }]);
    for (const event of swing('a')) desk.hear(event);
    await settle();
    expect(sounds.asked).toEqual([]);
    desk.hear({ type: 'visit-began' });
    expect(desk.settings).toEqual({ isOn: true, volume: 0.5, language: 'en' });
    for (const event of swing('b')) desk.hear(event);
    await settle();
    expect(cues(words)).toHaveLength(1);
  });

  it('is not troubled, and asks for nothing, where it is switched off', async () => {
    const { desk, sounds } = openDesk({ isOn: false });
    sounds.failure = missing;
    await desk.rehearse();
    expect([desk.trouble, sounds.asked]).toEqual([null, []]);
  });
});
