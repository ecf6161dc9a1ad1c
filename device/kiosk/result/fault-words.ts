import type { SwingReport } from '../../api/contract/report.ts';
import { type Catalogue, wordsOfId } from '../connection/catalogue.ts';

/** The one fault that the screen speaks of, and the one drill for it. A report lists the gravest first. */
export interface MainFault {
  readonly name: string;
  readonly sentence: string;
}

export interface MainDrill {
  readonly name: string;
  readonly steps: readonly string[];
  readonly feel: string | null;
  readonly dosage: string | null;
  /** Address of its drawing, for the hand this golfer plays with. */
  readonly drawing: string | null;
}

export function faultWords(report: SwingReport, catalogue: Catalogue): MainFault | null {
  const fault = report.faults[0];
  if (fault === undefined) return null;
  const words = catalogue.faults.find((each) => each.id === fault.id);
  return { name: words?.name ?? wordsOfId(fault.id), sentence: words?.sentence ?? '' };
}

export function drillWords(report: SwingReport, catalogue: Catalogue): MainDrill | null {
  const id = report.drills[0];
  if (id === undefined) return null;
  const words = catalogue.drills.find((each) => each.id === id);
  if (words === undefined) return { name: wordsOfId(id), steps: [], feel: null, dosage: null, drawing: null };
  const { name, steps, feel, dosage, drawing } = words;
  return { name, steps, feel, dosage, drawing: `${drawing}?hand=${report.handedness}&lang=${catalogue.language}` };
}

/** The one good thing that the offline coach found to say. */
export function praiseWords(report: SwingReport, catalogue: Catalogue): string | null {
  const key = report.advice.offline.find((each) => each.endsWith('.praise'));
  return key === undefined ? null : (catalogue.texts[key] ?? null);
}
