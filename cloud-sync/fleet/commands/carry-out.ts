/** What each command does, once it is allowed. Each may be begun again after a crash and then does the same. */
import { BayError, explain } from '../../../device/errors/bay-error.ts';
import type { FleetRepository } from '../../../device/store/fleet-repository.ts';
import { bundleLogs } from '../log-bundle.ts';
import type { BayAddress } from '../line/topics.ts';
import { isWindowOpen } from '../update-window.ts';
import type { FleetFacts } from '../fleet-facts.ts';
import { argumentsOf, type CommandName } from './command-kinds.ts';
import type { FleetHost } from './fleet-host.ts';
import { refusalWords } from './refusal-words.ts';

export type CommandOutcome =
  | { readonly status: 'done'; readonly result: Record<string, unknown> }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }
  /** The daemon that comes after this one answers. */
  | { readonly status: 'after-restart' };

export interface CommandParts {
  readonly host: FleetHost;
  readonly facts: FleetFacts;
  readonly fleet: FleetRepository;
  /** In topics and in the keys of the object store. */
  readonly address: BayAddress;
  readonly wall: () => Date;
}

export interface CommandToDo {
  readonly id: string;
  readonly name: CommandName;
  readonly arguments: Record<string, unknown>;
}

const BYTES_PER_MIB = 1024 * 1024;
const BUNDLES_KEPT = 20;

export interface RefusedWork {
  readonly code: string;
  readonly detail: string | null;
}

/** What can be known before a command is accepted and depends on how this bay is run; null where nothing stands against it. */
export function obstacleTo({ name, arguments: given }: Omit<CommandToDo, 'id'>, host: FleetHost): RefusedWork | null {
  const restarts = name === 'restart' || (name === 'set-configuration' && given['restarts'] !== 'later');
  if (restarts && host.restart === null) {
    return { code: 'not-supervised', detail: 'nobody would start this daemon again: run it by `swingbay start`' };
  }
  if (name !== 'set-configuration') return null;
  if (host.configuration === null) return { code: 'configuration-unreadable', detail: 'the bay has no file' };
  return host.configuration.problemWith(argumentsOf('set-configuration', given).patch);
}

/** Never rejects: what goes wrong is an answer too. */
export async function carryOut(command: CommandToDo, parts: CommandParts): Promise<CommandOutcome> {
  try {
    return await carryOutUnguarded(command, parts);
  } catch (error) {
    const code = error instanceof BayError ? error.code : 'fleet/command-failed';
    return { status: 'failed', code, message: explain(error) };
  }
}

async function carryOutUnguarded(command: CommandToDo, parts: CommandParts): Promise<CommandOutcome> {
  const { host, facts } = parts;
  const done = (result: Record<string, unknown>): CommandOutcome => ({ status: 'done', result });
  switch (command.name) {
    case 'ping':
      return done({ version: host.version });
    case 'update-window': {
      const { window } = argumentsOf('update-window', command.arguments);
      facts.keepUpdateWindow(window);
      return done({ window, isOpen: isWindowOpen(window, parts.wall()) });
    }
    case 'recalibrate': {
      const { reason, opens } = argumentsOf('recalibrate', command.arguments);
      const { calibration } = host;
      if (calibration === null)
        return { status: 'failed', code: 'fleet/no-cameras', message: refusalWords('no-cameras', null) };
      facts.askCalibration({ reason, calibration: calibration.hash() });
      if (opens) await calibration.open();
      return done({ isOpened: opens });
    }
    case 'collect-logs':
      return collectLogs(command, parts);
    case 'restart':
      return { status: 'after-restart' };
    case 'set-configuration':
      return setConfiguration(command, parts);
  }
}

function setConfiguration({ id, arguments: given }: CommandToDo, { host }: CommandParts): CommandOutcome {
  const { patch, restarts, healthyWithinMinutes } = argumentsOf('set-configuration', given);
  const { configuration } = host;
  if (configuration === null) throw new BayError('fleet/configuration-unreadable', 'The bay has no file.');
  const asked = { by: 'command', id } as const;
  const hasChanged = configuration.change(patch, { asked, healthyWithinMinutes, worked: [...host.proof.working()] });
  if (hasChanged && restarts === 'now') return { status: 'after-restart' };
  return { status: 'done', result: { hasChanged, restartNeeded: hasChanged, sha256: configuration.sha256() } };
}

async function collectLogs(
  command: CommandToDo,
  { host, fleet, address, wall }: CommandParts,
): Promise<CommandOutcome> {
  const { mebibytesMax } = argumentsOf('collect-logs', command.arguments);
  const failed = (code: string, message: string): CommandOutcome => ({ status: 'failed', code, message });
  if (host.logFiles === null) return failed('fleet/no-log-kept', 'This bay keeps no log: set log.keptMiB.');
  const { objects } = host;
  if (objects === null) return failed('fleet/no-object-store', 'This bay has no object store: set sync.to.');
  const { bytes, sha256, lines, logBytes } = await bundleLogs(host.logFiles(), mebibytesMax * BYTES_PER_MIB);
  const at = wall().toISOString().replaceAll(/[:.]/g, '-');
  // A folder of its own, so that it can be removed by its prefix; the id, so that a second try writes no second bundle.
  const prefix = `appliances/${address.facility}/${address.bay}/logs/${at.slice(0, 10)}-${command.id}/`;
  const key = `${prefix}${sha256}.ndjson.gz`;
  const content = { from: { bytes }, sha256, bytes: bytes.length, mediaType: 'application/gzip' };
  await objects.put(key, content);
  if (!(await objects.holds(key, content, 'digests'))) {
    return failed('fleet/bundle-not-held', 'The object store took the log and does not hold it.');
  }
  await forgetOldBundles(prefix, fleet, objects);
  return { status: 'done', result: { key, sha256, bytes: bytes.length, lines, logBytes } };
}

/** The newest twenty of this bay are kept. One that cannot be removed now is removed with a later one. */
async function forgetOldBundles(
  newest: string,
  fleet: FleetRepository,
  objects: NonNullable<FleetHost['objects']>,
): Promise<void> {
  const known = fleet.fact('log-bundles');
  const prefixes = Array.isArray(known) ? known.filter((each) => typeof each === 'string' && each !== newest) : [];
  const all = [...(prefixes as string[]), newest];
  const old = all.slice(0, Math.max(0, all.length - BUNDLES_KEPT));
  const gone = await Promise.all(
    old.map((prefix) =>
      objects.removeAll(prefix).then(
        () => prefix,
        () => null,
      ),
    ),
  );
  fleet.keepFact(
    'log-bundles',
    all.filter((prefix) => !gone.includes(prefix)),
  );
}
