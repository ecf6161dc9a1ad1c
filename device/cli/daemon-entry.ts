import { join } from 'node:path';
import { projectRoot } from '../config/project-root.ts';

/** The daemon's program, built: it has decorators, which Node cannot read from source. ./swingbay builds it. */
export const daemonEntry: string = join(projectRoot, 'dist', 'device', 'main.js');
