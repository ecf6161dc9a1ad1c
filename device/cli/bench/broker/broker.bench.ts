/** What strangers can do to the bay's broker, and what they cannot: memory, delivery, rights, and real clients. */
import { atMost, type Figure, told } from '../figure.ts';
import { tryPrograms } from './client-programs.ts';
import { type FactFloodResult, floodWithFacts } from './fact-flood.ts';
import { attackWithMutations } from './mutated-packets.ts';
import { attackWithOversize } from './oversize-attack.ts';
import { openProvingBridge } from './proving-bridge.ts';
import { tryRightsMatrix } from './rights-matrix.ts';

const ATTACKERS = 20;
const GROWN_MB_MAX = 10;
const BYTES_PER_MB = 1e6;
const PACKETS = 300_000;
const PACKETS_QUICK = 15_000;
const FLOOD_MS = 10_000;
const FLOOD_MS_QUICK = 2_000;
/** A twentieth of a second apart, whatever comes. */
const COMMITS_PER_SECOND_MAX = 20.5;
const CORES_MAX = 0.15;
/** A stranger with many addresses: the limits of one address are not what is measured here. */
const ONE_ADDRESS_IS_MANY = { connectionsPerAddress: 64, failedLoginsPerMinute: 1_000_000 };

export async function benchBroker({ quick }: { quick: boolean }): Promise<readonly Figure[]> {
  const proving = await openProvingBridge({ limits: ONE_ADDRESS_IS_MANY });
  try {
    const oversize = await attackWithOversize(proving, ATTACKERS);
    const mutations = await attackWithMutations(proving, quick ? PACKETS_QUICK : PACKETS);
    const flood = await floodWithFacts(proving, quick ? FLOOD_MS_QUICK : FLOOD_MS);
    const programs = await tryPrograms(proving);
    const matrix = await tryRightsMatrix(proving);
    for (const { program, problem } of programs) if (problem !== null) complain(`${program}: ${problem}`);
    for (const wrong of matrix.wrong) complain(wrong);
    return [
      atMost(
        'memory that 20 strangers add who announce 256 MB each',
        oversize.grownBytes / BYTES_PER_MB,
        'MB',
        GROWN_MB_MAX,
      ),
      atMost('of them still connected', oversize.stillOpen, 'connections', 0),
      told('until the last of them was dropped', oversize.droppedMs, 'ms'),
      atLeast('mutated packets sent', mutations.packets, 'packets', quick ? PACKETS_QUICK : PACKETS),
      told('connections that sent them', mutations.connections, 'connections'),
      told('messages told to the witness meanwhile', mutations.told, 'messages'),
      atMost('of them not heard', mutations.told - mutations.heard, 'messages', 0),
      atMost('broker restarts under mutated packets', mutations.brokerRestarts, 'restarts', 0),
      told('facts that two flooding controllers get stored', flood.storedPerSecond, 'facts/s'),
      atMost('of them acknowledged and not stored', flood.lost, 'facts', 0),
      atMost('commits meanwhile', flood.commitsPerSecond, 'commits/s', COMMITS_PER_SECOND_MAX),
      atMost('processor time of the daemon meanwhile', flood.cores, 'cores', CORES_MAX),
      lateness(flood),
      told('client programs and doors tried', programs.length, 'tries'),
      atMost('of them wrong', programs.filter(({ problem }) => problem !== null).length, 'tries', 0),
      told('cells of the rights matrix', matrix.cells, 'cells'),
      atMost('of them wrong, leaks included', matrix.wrong.length, 'cells', 0),
    ];
  } finally {
    await proving.close();
  }
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Told beside that of an idle daemon: on a shared disk a commit waits for the others, which is not the broker's doing. */
function lateness({ delayP99Ms, idleP99Ms }: FactFloodResult): Figure {
  const ratio = idleP99Ms > 0 ? delayP99Ms / idleP99Ms : null;
  return { ...told('lateness p99 of the daemon meanwhile', delayP99Ms, 'ms'), floor: idleP99Ms, ratio };
}

function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { ...told(name, value, unit), limit, ok: value >= limit };
}
