/** Opens a bay with the configuration that is on trial, or with the former one where it does not open with that. */
import { explain } from '../../../device/errors/bay-error.ts';
import { ConfigurationTrial, type MonotonicTime } from './configuration-trial.ts';

export interface OpeningOrder<T> {
  readonly file: string;
  readonly now: MonotonicTime;
  /** `text`: what it is to be opened with; null for what the file holds. */
  open(text: string | null, trial: ConfigurationTrial | null): Promise<T>;
  /** Hears why the new configuration goes back. */
  tell(why: string): void;
}

/**
 * A configuration that the fleet has changed and the bay cannot be opened with goes back before anybody gives up. A
 * disk that takes no write is no reason to give up either: the bay then opens with the former text, beside the file.
 * Rejects where the bay opens with neither.
 */
export async function openOnTrial<T>({ file, now, open, tell }: OpeningOrder<T>): Promise<T> {
  const trial = ConfigurationTrial.begin(file, now);
  if (trial?.isSpent === true) {
    tell('it has been tried often enough, and the former file cannot be put back');
    return open(trial.formerText(), null);
  }
  try {
    return await open(null, trial);
  } catch (error) {
    if (trial === null) throw error;
    tell(explain(error));
    return open(formerOf(trial, explain(error)), null);
  }
}

/** Null where the former one is what the file holds again. */
function formerOf(trial: ConfigurationTrial, why: string): string | null {
  try {
    trial.goBack(why);
    return null;
  } catch {
    return trial.formerText();
  }
}
