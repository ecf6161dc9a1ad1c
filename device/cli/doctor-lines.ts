/**
 * How the appliance's lines stand: object store, warehouse, sealed copies, facility, fleet. From what the running
 * appliance says of them; where none runs, from the configuration alone, which is then said. Pure.
 */
import type { ArrivalsStateTold } from '../api/contract/arrivals.ts';
import type { FacilityLineTold } from '../api/contract/facility.ts';
import type { FleetStateTold } from '../api/contract/fleet.ts';
import type { SyncStateTold } from '../api/contract/sync.ts';
import type { Configuration } from '../configuration.ts';

export interface LineCheck {
  readonly id: 'object-store' | 'arrivals' | 'warehouse' | 'copies' | 'facility' | 'fleet';
  /** `off`: the configuration names none; `unknown`: it was not asked, or nothing can be said yet. */
  readonly state: 'ok' | 'degraded' | 'failed' | 'unknown' | 'off';
  readonly message: string;
  readonly hint: string | null;
}

export interface LinesConfigured {
  readonly configuration: Configuration;
  /** The facility that this bay has joined, whether or not its configuration names it; null where it has joined none. */
  readonly joined: string | null;
}

export interface LinesSaid {
  readonly sync: SyncStateTold;
  /** Null in a bay. */
  readonly arrivals: ArrivalsStateTold | null;
  /** Null where it belongs to no facility, or is one. */
  readonly facility: FacilityLineTold['facility'];
  readonly fleet: FleetStateTold;
  /** Why none is put away, where the appliance says so. */
  readonly copiesTrouble: Trouble | null;
  readonly copies: CopiesStanding;
  readonly nowMs: number;
}

/** What the data directory says of the copies; `newest` is 0 before the first, `signAtMs` null where nothing is said. */
export interface CopiesStanding {
  readonly newest: number;
  readonly signAtMs: number | null;
}

interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

const MS_PER_MINUTE = 60_000;
/** Looks that may pass without a sign before it is said: fewer are a line that was down for a moment. */
const LOOKS_MISSED_TOLD = 3;
const NOT_ASKED = 'It was not asked, since no appliance runs.';

export function linesOfRunning({ configuration, joined }: LinesConfigured, said: LinesSaid): LineCheck[] {
  const { sync, arrivals, facility, fleet } = said;
  return [
    sync.to === null ? noObjectStore() : queueCheck('object-store', `It goes to: ${sync.to}`, sync),
    ...(arrivals === null ? [] : [arrivalsCheck(arrivals)]),
    warehouseCheck(configuration, sync),
    copiesCheck(configuration, said),
    configuration.role === 'facility' ? isFacility() : facilityCheck(facility, joined),
    fleetCheck(fleet),
  ];
}

export function linesOfClosed({ configuration, joined }: LinesConfigured): LineCheck[] {
  const { role, sync, warehouse, copies, facility, fleet } = configuration;
  const notAsked = (id: LineCheck['id'], what: string): LineCheck => ({
    ...{ id, state: 'unknown', message: `${what} ${NOT_ASKED}`, hint: null },
  });
  const to = sync.to === null ? '' : sync.to.kind === 'folder' ? `folder ${sync.to.path}` : `bucket ${sync.to.bucket}`;
  return [
    sync.to === null ? noObjectStore() : notAsked('object-store', `It goes to: ${to}.`),
    warehouse === null ? noWarehouse() : notAsked('warehouse', `It is told: ${warehouse.kind} at ${warehouse.url}.`),
    noCopies(configuration) ?? notAsked('copies', `Looked after every ${copies.everyMinutes} minutes.`),
    role === 'facility'
      ? isFacility()
      : facility === null || joined === null
        ? facilityCheck(facility === null ? null : notJoined(facility.url), joined)
        : notAsked('facility', `It belongs to ${joined} at ${facility.url}.`),
    fleet === null ? noFleet() : notAsked('fleet', `Its broker is ${fleet.broker.url}.`),
  ];
}

function off(id: LineCheck['id'], message: string): LineCheck {
  return { id, state: 'off', message, hint: null };
}

function noObjectStore(): LineCheck {
  return off('object-store', 'None: `sync.to` names none.');
}

function noWarehouse(): LineCheck {
  return off('warehouse', 'None: `warehouse` is not configured.');
}

function noFleet(): LineCheck {
  return off('fleet', 'It belongs to none: `fleet` is not configured.');
}

function isFacility(): LineCheck {
  return off('facility', 'This is the facility; `swingbay facility bays` lists its bays.');
}

function noCopies({ sync, copies }: Configuration): LineCheck | null {
  if (sync.to === null) return off('copies', 'None are put away: `sync.to` names no object store.');
  return copies.everyMinutes === null ? off('copies', 'None are put away: `copies.everyMinutes` is null.') : null;
}

function troubled(id: LineCheck['id'], { message, hint }: Trouble): LineCheck {
  return { id, state: 'failed', message, hint };
}

/** What waits and was given up on a line with a queue. */
function queueCheck(
  id: 'object-store' | 'warehouse',
  what: string,
  {
    trouble,
    pending,
    parked,
    parkedReasons,
  }: Pick<SyncStateTold, 'trouble' | 'pending' | 'parked'> & {
    readonly parkedReasons: readonly { readonly message: string }[];
  },
): LineCheck {
  if (trouble !== null) {
    return troubled(id, { ...trouble, message: `${trouble.message} ${pending} wait, ${parked} were given up.` });
  }
  if (parked === 0) return { id, state: 'ok', message: `${what}; ${pending} wait.`, hint: null };
  const [first] = parkedReasons;
  return {
    ...{ id, state: 'degraded', message: `${what}; ${parked} were given up: ${first?.message ?? ''}`.trimEnd() },
    hint: 'See `swingbay sync`; when the cause is gone, run `swingbay sync retry`.',
  };
}

function arrivalsCheck({ isOn, trouble, waiting, taken, parked, parkedReasons }: ArrivalsStateTold): LineCheck {
  const id = 'arrivals';
  if (!isOn) return off(id, 'No swings come in: `sync.to` names no object store.');
  if (trouble !== null) return troubled(id, trouble);
  const standing = `Swings that came in: ${taken}; ${waiting} wait`;
  if (parked === 0) return { id, state: 'ok', message: `${standing}.`, hint: null };
  const message = `${standing}, ${parked} were given up: ${parkedReasons[0]?.message ?? ''}`.trimEnd();
  return { id, state: 'degraded', message, hint: 'Look at the page of the facility, which lets them be tried again.' };
}

function warehouseCheck({ role, warehouse: config }: Configuration, { warehouse }: SyncStateTold): LineCheck {
  if (warehouse !== null) return queueCheck('warehouse', `It is told: ${warehouse.to}`, warehouse);
  if (role === 'facility' && config !== null) return off('warehouse', 'Its bays tell it; a facility does not.');
  return noWarehouse();
}

function copiesCheck(configuration: Configuration, { copiesTrouble, copies, nowMs }: LinesSaid): LineCheck {
  const none = noCopies(configuration);
  if (none !== null) return none;
  const id = 'copies';
  if (copiesTrouble !== null) return troubled(id, copiesTrouble);
  const { newest, signAtMs } = copies;
  if (signAtMs === null) {
    return { id, state: 'unknown', message: 'Nothing was put away yet, or it may not be read by you.', hint: null };
  }
  const message = `The newest is copy ${newest}; it was looked after at ${new Date(signAtMs).toISOString()}.`;
  const everyMs = (configuration.copies.everyMinutes ?? 0) * MS_PER_MINUTE;
  if (newest > 0 && nowMs - signAtMs <= LOOKS_MISSED_TOLD * everyMs) return { id, state: 'ok', message, hint: null };
  const hint = 'Look at the line of the object store, and at the appliance’s log.';
  return { id, state: 'degraded', message: newest === 0 ? 'None could be put away yet.' : message, hint };
}

/** A line that was configured, of a bay that has not joined. */
function notJoined(url: string): NonNullable<FacilityLineTold['facility']> {
  return { name: '', url, activity: 'not-joined', exchangedAt: null, waiting: 0, trouble: null };
}

function facilityCheck(line: FacilityLineTold['facility'], joined: string | null): LineCheck {
  const id = 'facility';
  if (line === null && joined === null) return off(id, 'It belongs to none: `facility` is not configured.');
  if (line === null) {
    const message = `It has joined ${joined}, which its configuration does not name: nothing is exchanged.`;
    return {
      id,
      state: 'degraded',
      message,
      hint: 'Put `facility.url` into the configuration and start the bay again.',
    };
  }
  const { name, url, activity, exchangedAt, waiting, trouble } = line;
  if (trouble !== null) return troubled(id, trouble);
  if (activity === 'not-joined') {
    const message = `It has not joined the facility at ${url}.`;
    return {
      id,
      state: 'failed',
      message,
      hint: 'Run `swingbay facility enrol` there, then `swingbay facility join` here.',
    };
  }
  if (exchangedAt === null) {
    return { id, state: 'unknown', message: `It has joined ${name}; nothing was exchanged yet.`, hint: null };
  }
  return { id, state: 'ok', message: `${name}, heard last at ${exchangedAt}; ${waiting} wait.`, hint: null };
}

function fleetCheck({ broker, facility, bay, isConnected, waiting, trouble, ...state }: FleetStateTold): LineCheck {
  const id = 'fleet';
  if (broker === null) return noFleet();
  if (!isConnected) {
    return troubled(id, trouble ?? { code: '', message: `${broker} is not reached yet; ${waiting} wait.`, hint: null });
  }
  const { desiredRefused, desiredStatus } = state;
  if (desiredRefused !== null || desiredStatus === 'failed') {
    const what = desiredRefused === null ? 'could not become' : `refused (${desiredRefused.code})`;
    const message = `${broker} is connected; the appliance ${what} what the fleet wants it to be.`;
    return { id, state: 'degraded', message, hint: 'See `swingbay fleet status`.' };
  }
  const message = `${broker} is connected, as ${facility}/${bay}; ${waiting} wait.`;
  return { id, state: 'ok', message, hint: null };
}
