/** What `start` says of an appliance that is open: where its first page is, and what is to be done there. */
import type { Configuration } from '../configuration.ts';

/**
 * @param url as the daemon says it
 * @param configFile as it was given, for commands that need it too
 */
export function openedWords(role: Configuration['role'], url: string, configFile: string): string {
  // Whoever reads this sits at the machine; of every address it is the one that surely is its own.
  const page = url.replace('//0.0.0.0:', '//localhost:').replace('//[::]:', '//localhost:');
  if (role === 'bay') return `The bay screen is at ${page}\n`;
  return [
    `The page of the facility is at ${page}`,
    'Players open their swings of all bays there.',
    'Who looks after the bays logs in under “For staff”, sees how each bay is, and adds one by “Add a bay”.',
    `At this machine a bay is added by: ./swingbay facility enrol BAY --config ${configFile}`,
    '',
  ].join('\n');
}
