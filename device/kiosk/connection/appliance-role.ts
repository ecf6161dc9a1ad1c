/** What the page was sent by, and what it said of itself: it stands in the page, so that it is known before any call. */

/** Sent by the appliance of a facility, which has no bay of its own. */
export function isOfFacility(): boolean {
  return document.documentElement.dataset['role'] === 'facility';
}

/** Where players find their swings after the visit; null where there is no facility. */
export function addressAfterVisit(): string | null {
  return document.documentElement.dataset['afterVisit'] ?? null;
}
