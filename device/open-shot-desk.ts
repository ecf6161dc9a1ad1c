/** Lets the live bay and its launch monitors hear of each other: swings find their shots, and shots their swings. */
import type { LaunchMonitors } from '../firmware-bridge/launch-monitor/open-launch-monitors.ts';
import type { LiveBay } from './bay/live-bay.ts';
import { ShotDesk, type ShotDeskParts } from './bay/shot-desk.ts';

export interface ShotDeskSurroundings extends Omit<ShotDeskParts, 'monitors' | 'relay' | 'mayRelay' | 'tell'> {
  readonly bay: LiveBay;
  /** With whatever else is heard as one. */
  readonly launch: Pick<LaunchMonitors, 'monitors' | 'relay' | 'mayRelay'>;
}

/** Ends with the bay's facts or by `close`, whichever comes first. */
export function openShotDesk({ bay, launch, ...parts }: ShotDeskSurroundings): ShotDesk {
  const desk = new ShotDesk({
    ...parts,
    monitors: launch.monitors,
    relay: launch.relay,
    mayRelay: (isJoined) => launch.mayRelay(isJoined),
    tell: (fact) => {
      if (fact.type === 'shot-joined') bay.noteShotJoined(fact.shot, fact.swing);
      if (fact.type === 'shot-alone') bay.noteShotJoined(fact.shot, null);
      if (fact.type === 'report-revised') bay.noteReportRevised(fact.swing, fact.revision);
    },
  });
  bay.facts.subscribe((fact) => {
    if (fact.type === 'swing-detected') desk.swingDecided({ id: fact.swing, impactNs: fact.impactNs });
    if (fact.type === 'swing-stored') desk.swingStored(fact.swing);
    if (fact.type === 'swing-settled' && fact.revision === 0) desk.swingLost(fact.swing);
    // A simulator shows whether somebody is there to play.
    if (fact.type === 'stage-changed') launch.relay?.setReady(fact.stage !== 'empty');
  });
  return desk;
}
