import type { ClipCache, RenderProgress } from './clip-cache.ts';
import { type Golfer, MODEL_GOLFER } from './golfer.ts';
import type { PlayableScenario } from './player.ts';
import { randomGolfer } from './random-golfer.ts';
import type { RenderFarm } from './render-farm.ts';
import { type Scenario, scenarioFor, truthOfScenario } from './scenario.ts';
import { IDLE_PERIOD_MS } from './address-posture.ts';
import { variationOf } from './swing-variation.ts';
import type { PlayKind, VirtualBaySettings } from './virtual-bay-messages.ts';

/** Which clips the bay can play, and which comes next. A clip that is played often is drawn once. */
const LEAD_IN_MS = 1400;
const HOLD_MS = 1300;
const WAGGLE_PERIODS = 4;

export class Programme {
  private readonly settings: VirtualBaySettings;
  private readonly golfer: Golfer;
  private readonly cache: ClipCache;
  private readonly ready = new Map<string, PlayableScenario>();
  private readonly played: Record<PlayKind, number> = { swing: 0, waggle: 0, practice: 0 };

  constructor(settings: VirtualBaySettings, cache: ClipCache) {
    this.settings = settings;
    this.cache = cache;
    const { seed, handedness } = settings;
    this.golfer = seed === 0 ? { ...MODEL_GOLFER, handedness } : randomGolfer(seed, { handedness });
  }

  idle(): Scenario {
    return scenarioFor(this.golfer, { kind: 'idle', durationMs: IDLE_PERIOD_MS }, this.settings);
  }

  scenario(kind: PlayKind, variation: number): Scenario {
    if (kind === 'waggle') {
      return scenarioFor(this.golfer, { kind, durationMs: WAGGLE_PERIODS * IDLE_PERIOD_MS }, this.settings);
    }
    const golfer = variationOf(this.golfer, variation);
    const passerBy = this.settings.passerBy && variation % 2 === 1 ? { seed: golfer.seed + 77, fromMs: 0 } : null;
    return scenarioFor(golfer, { kind, leadInMs: LEAD_IN_MS, holdMs: HOLD_MS, returns: true }, this.settings, passerBy);
  }

  /** The scenarios that must be there before the bay opens, the idle one first. */
  opening(): Scenario[] {
    return [this.idle(), ...this.settings.prepare.map((kind) => this.scenario(kind, 0))];
  }

  /** The swings that make the bay less of a repetition, in the order in which they are wanted. */
  later(): Scenario[] {
    return Array.from({ length: Math.max(0, this.settings.variety - 1) }, (_, i) => this.scenario('swing', i + 1));
  }

  async prepare(scenario: Scenario, farm: RenderFarm, onProgress?: (progress: RenderProgress) => void) {
    const key = JSON.stringify(scenario);
    const known = this.ready.get(key);
    if (known !== undefined) return known;
    const clips = await this.cache.clips(scenario, farm, onProgress);
    const playable = { clips, truth: truthOfScenario(scenario) };
    this.ready.set(key, playable);
    return playable;
  }

  /** The next variation of a kind that is drawn already; the first one where none is. */
  next(kind: PlayKind): Scenario {
    const drawn = Array.from({ length: this.settings.variety }, (_, i) => this.scenario(kind, i)).filter((scenario) =>
      this.ready.has(JSON.stringify(scenario)),
    );
    const chosen = drawn[this.played[kind] % Math.max(1, drawn.length)] ?? this.scenario(kind, 0);
    this.played[kind]++;
    return chosen;
  }
}
