import { join } from 'node:path';
import { projectRoot } from '../config/project-root.ts';

/** The daemon's program, built: it has decorators, which Node cannot read from source. ./swingbay builds it. */
const ENTRY = join(projectRoot, 'dist', 'device', 'main.js');
/**
 * MiB of young objects before they are looked through. Node's own 64 cost a bay a hundred megabytes, mostly for what its
 * start leaves behind, and make each look longer than a picture lasts.
 */
const YOUNG_MIB = 16;

/** What Node is started with to be the daemon of this configuration. */
export function daemonArguments(configFile: string): readonly string[] {
  return [`--max-semi-space-size=${YOUNG_MIB}`, ENTRY, '--config', configFile];
}
