/** Lets swings and visits be talked over by Claude where the configuration says so and their players agreed. */
import { ClaudeCoach } from '../cloud-sync/coach/claude-coach.ts';
import { CoachDesk } from '../cloud-sync/coach/coach-desk.ts';
import type { LiveBay } from './bay/live-bay.ts';
import type { VisitDesk } from './bay/visit-desk.ts';
import type { Clock } from './clock/clock.ts';
import { readEnvironment } from './config/environment.ts';
import type { Configuration } from './configuration.ts';
import type { Store } from './store/store.ts';
import type { Counters } from './telemetry/counters.ts';
import type { Log } from './telemetry/log.ts';

export interface CoachSurroundings {
  readonly configuration: Pick<Configuration, 'coach' | 'bay'>;
  readonly bay: Pick<LiveBay, 'facts' | 'noteReportRevised'>;
  readonly visits: Pick<VisitDesk, 'changes'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly log: Log;
}

/** Null where the coach is not asked; the bay's own advice needs none. */
export function openCoach({ configuration, bay, visits, ...rest }: CoachSurroundings): CoachDesk | null {
  const { coach: config, bay: written } = configuration;
  if (!config.enabled) return null;
  const desk = new CoachDesk({
    // Nobody's own language is known: what is said stands on pages that begin with the bay's.
    ...{ ...rest, config, language: config.language ?? written.language, bay: written.name },
    coach: new ClaudeCoach(config, config.apiKeyFile ?? readEnvironment().anthropicKeyFile ?? null),
    onAdvised: (swing, revision) => bay.noteReportRevised(swing, revision),
  });
  bay.facts.subscribe((fact) => {
    if (fact.type === 'swing-settled' && fact.status === 'completed') desk.wantSwing(fact.swing);
  });
  // However it ended: at the screen, by time, or because everybody left.
  visits.changes.subscribe(({ over, session }) => {
    if (over !== null) desk.wantVisit(session);
  });
  desk.open();
  return desk;
}
