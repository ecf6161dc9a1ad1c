import type { Catalogue } from '../connection/catalogue.ts';
import type { RemoteFeed } from '../live/remote-feed.ts';
import type { PhoneApi } from './phone-api.ts';
import type { PhonePlace } from './phone-place.ts';

/** What every section of the phone's page has at hand. */
export interface Phone {
  readonly api: PhoneApi;
  /** Whoever is logged in. */
  readonly player: string;
  /** In the page's language; empty until it has come. */
  readonly catalogue: Catalogue;
  /** Of the bay's cameras, while the player is in it. */
  readonly pictures: RemoteFeed;
  /** Hears of each swing of the player that was measured just now; the answer ends it. */
  onResult(listener: (swingId: string) => void): () => void;
}

export interface SectionProps {
  readonly phone: Phone;
  readonly place: PhonePlace;
}
