/** `swingbay identity`: who the appliance is, to be kept outside of the machine. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import {
  type ApplianceIdentity,
  identityFile,
  identityText,
  makeIdentity,
  parseIdentity,
  readIdentity,
  readOwnIdentity,
  writeIdentity,
} from '../../provisioning/identity/appliance-identity.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load-config.ts';
import { configurationSchema } from '../configuration.ts';
import { BayError } from '../errors/bay-error.ts';
import { storeConfigSchema } from '../store/store.config.ts';
import { partOfConfiguration } from './part-of-configuration.ts';

/** Of a configuration only what says where the data lies and what the bay is called. */
const placeSchema = partOfConfiguration({
  store: storeConfigSchema,
  bay: configurationSchema.shape.bay,
  sync: configurationSchema.shape.sync,
  copies: configurationSchema.shape.copies,
});

interface ConfigOption {
  readonly config?: string;
}

export function identityCommand(): Command {
  const configured = (name: string): Command =>
    new Command(name).option('--config <file>', 'the configuration of the bay').exitOverride();
  return new Command('identity')
    .addCommand(
      configured('show')
        .description('Print it, for a sheet of paper.')
        .action(async ({ config }: ConfigOption) => {
          process.stdout.write(identityText(ownIdentity(await placeOf(config))));
        }),
    )
    .addCommand(
      configured('export')
        .description('Write it into a file, such as on a stick; one that is there is not written over.')
        .argument('<file>', 'where to')
        .action(async (file: string, { config }: ConfigOption) => {
          const identity = ownIdentity(await placeOf(config));
          writeIdentity(file, identity);
          process.stdout.write(`The identity of ${identity.name} (${identity.id}) is in ${file}.\n`);
        }),
    )
    .addCommand(
      configured('new')
        .description('Make one; a bay that is started makes its own.')
        .option('--name <name>', 'what people call the appliance; the name of the bay otherwise')
        .action(async ({ config, name }: ConfigOption & { name?: string }) => {
          const { file, bay } = await placeOf(config);
          process.stdout.write(identityText(makeIdentity(file, name ?? bay)));
        }),
    );
}

/** From a file, or as somebody typed its code: `-` reads standard input. */
export function identityFrom(file: string): ApplianceIdentity {
  return file === '-' ? parseIdentity(readFileSync(process.stdin.fd, 'utf8')) : readIdentity(file);
}

interface Place {
  readonly file: string;
  readonly bay: string;
  /** Whether the bay makes one by itself when it is started. */
  readonly isMadeByTheBay: boolean;
}

function ownIdentity({ file, isMadeByTheBay }: Place): ApplianceIdentity {
  return readOwnIdentity(file, isMadeByTheBay);
}

async function placeOf(configFile: string | undefined): Promise<Place> {
  const config = configFile ?? readEnvironment().configFile;
  if (config === undefined) {
    throw new BayError('config/not-given', 'No bay was named.', {
      hint: 'Name the configuration of the bay with --config FILE.',
    });
  }
  const { store, bay, sync, copies } = await loadConfig(placeSchema, config);
  const isMadeByTheBay = sync.to !== null && copies.everyMinutes !== null;
  return { file: identityFile(resolve(store.dataDirectory)), bay: bay.name, isMadeByTheBay };
}
