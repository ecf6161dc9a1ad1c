/** The processes below another one, from /proc: what a fault is done to. Linux only, as the appliance is. */
import { readdirSync, readFileSync } from 'node:fs';

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/** Descendants of `ancestor` whose command line contains `text`, nearest first. */
export function descendantsOf(ancestor: number, text: string): number[] {
  const all = runningProcesses();
  const found: RunningProcess[] = [];
  let generation = [ancestor];
  while (generation.length > 0) {
    const children = all.filter((one) => generation.includes(one.parent));
    found.push(...children);
    generation = children.map((child) => child.pid);
  }
  return found.filter((one) => one.commandLine.includes(text)).map((one) => one.pid);
}

function runningProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name in parentheses may hold spaces and parentheses; the parent is the second word after the last one.
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, commandLine }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** Of `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that we run on. */
const TICKS_A_SECOND = 100;

/** Processor time that processes have used; those that are gone count as nothing. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // User and system time are the 14th and 15th word, the 12th and 13th behind the name.
      const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return sum + (Number(words[11]) + Number(words[12])) / TICKS_A_SECOND;
    } catch {
      return sum;
    }
  }, 0);
}
