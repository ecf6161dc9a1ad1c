/**
 * `swingbay shots import FILE`: shots that a player exported elsewhere. Arccos has no public interface, so a file is the
 * only way; the configuration says what its columns mean.
 */
import { Command } from 'commander';
import { importShotFile } from '../../firmware-bridge/launch-monitor/import-shot-file.ts';
import { BayError } from '../errors/bay-error.ts';
import { bayOrStore } from './bay-or-store.ts';

interface ImportOptions {
  readonly config?: string;
  readonly player?: string;
}

export function shotsCommand(): Command {
  const importing = new Command('import')
    .description('Read in a CSV file; its columns are named in launchMonitor.arccos.columns.')
    .argument('<file>', 'the file')
    .option('--config <file>', 'the configuration of the bay')
    .option('--player <id>', 'whose shots they are')
    .action(async (file: string, options: ImportOptions) => {
      const { added, known } = await importShots(file, options);
      process.stdout.write(`${added} shots are new, ${known} were here already.\n`);
    });
  return new Command('shots').addCommand(importing.exitOverride());
}

async function importShots(file: string, { config, player }: ImportOptions): Promise<{ added: number; known: number }> {
  const bay = await bayOrStore(config);
  if (bay.kind === 'bay') {
    throw new BayError('launch-monitor/bay-is-running', 'The bay is running, and it alone writes to its data.', {
      hint: 'Stop the bay while shots are read in.',
      retryable: true,
    });
  }
  try {
    if (player !== undefined && bay.store.players.find(player) === undefined) {
      throw new BayError('launch-monitor/player-unknown', `There is no player ${player}.`, {
        hint: 'Name a player of this bay by its id, or leave --player out.',
      });
    }
    return await importShotFile(bay.store, bay.configuration.launchMonitor.arccos, file, player ?? null);
  } finally {
    await bay.store.close();
  }
}
