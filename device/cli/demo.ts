/**
 * `swingbay demo`: a whole bay on a virtual golfer. The golfer enters only as video and sound; the swing is found,
 * measured, stored and shown by the same daemon that runs a real bay.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve as absolute } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { NS_PER_MS, systemClock } from '../clock/clock.ts';
import { readEnvironment } from '../config/environment.ts';
import { projectRoot } from '../config/project-root.ts';
import type { PlayKind } from '../virtual-bay/virtual-bay-messages.ts';
import { BayClient } from './bay-client.ts';
import { boardDemo, type DemoBay, type DemoNetwork, openDemoBay } from './demo-bay.ts';
import { readDemoOwner } from './demo-owner.ts';
import { eventsBesideTruth } from './events-beside-truth.ts';
import { ProgressLine } from './progress-line.ts';

/** A person, no swing: the same code that `analyze` ends with. */
const EXIT_NO_SWING = 5;
const EXIT_FAILED = 1;
const DEFAULT_PORT = 8080;
/** Both cameras have shown the golfer standing for this long before the golfer swings. */
const SETTLE_MS = 1_500;
const CAMERAS_READY_MS_MAX = 30_000;
/** After the clip's last picture; two cores take a few seconds. */
const ANALYSIS_MS_MAX = 45_000;
/** The live loop decides within 0.3 s of the end of a swing; a waggle is given ten times that. */
const NO_SWING_MS = 3_000;
const BETWEEN_SWINGS_MS = 14_000;
/** What the golfer of the endless demo does, in turn. */
const PROGRAMME: readonly PlayKind[] = ['swing', 'swing', 'practice', 'swing', 'waggle'];

interface DemoOptions {
  readonly once: boolean;
  readonly waggle: boolean;
  readonly port?: number;
  readonly seed: number;
  readonly leftHanded: boolean;
  readonly calibrate: boolean;
  readonly network: boolean;
  readonly publicAddress?: string;
  readonly cert?: string;
  readonly key?: string;
}

export function demoCommand(): Command {
  return new Command('demo')
    .addOption(
      new Option('--once', 'play one swing to its stored report, compare it with the truth, and end').default(false),
    )
    .addOption(new Option('--waggle', 'with --once: the golfer only waggles; ends with 5').default(false))
    .addOption(new Option('--port <n>', `port of the bay screen (${DEFAULT_PORT})`).argParser(wholeNumber))
    .addOption(new Option('--seed <n>', 'which golfer').argParser(wholeNumber).default(0))
    .addOption(new Option('--left-handed', 'a left-handed golfer').default(false))
    .addOption(new Option('--calibrate', 'a board is carried about, for the installer’s page').default(false))
    .addOption(new Option('--network', 'phones may join: listens on every address of this machine').default(false))
    .addOption(new Option('--public-address <url>', 'with --network: the address in the QR code, where it is another'))
    .addOption(new Option('--cert <file>', 'with --network: a certificate for HTTPS on port 8443, with --key'))
    .addOption(new Option('--key <file>', 'its key'))
    .action(async (options: DemoOptions) => {
      refuseHalfNetwork(options);
      if (options.calibrate) return calibrateDemo(options.port ?? DEFAULT_PORT);
      process.exitCode = options.once ? await playOnce(options) : await playOn(options);
    });
}

/** What belongs to `--network` means nothing without it, and a certificate nothing without its key. */
function refuseHalfNetwork({ network, once, calibrate, publicAddress, cert, key }: DemoOptions): void {
  const isAsked = publicAddress !== undefined || cert !== undefined || key !== undefined;
  if ((isAsked && !network) || (network && (once || calibrate))) {
    throw new InvalidArgumentError('--network goes with the endless demo, and the addresses and files go with it.');
  }
  if ((cert === undefined) !== (key === undefined)) throw new InvalidArgumentError('--cert and --key go together.');
}

function networkOf({ network, publicAddress, cert, key }: DemoOptions): { network?: DemoNetwork } {
  if (!network) return {};
  const tls = cert === undefined || key === undefined ? null : { certFile: absolute(cert), keyFile: absolute(key) };
  return { network: { publicAddress: publicAddress ?? null, tls } };
}

async function playOnce(options: DemoOptions): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'swingbay-demo-'));
  const kind: PlayKind = options.waggle ? 'waggle' : 'swing';
  const bay = await openWithProgress(options, directory, 0, [kind]);
  try {
    say(`The bay screen is at ${bay.daemon.url}`);
    const { client } = await BayClient.connect(bay.daemon.url);
    await camerasSeeGolfer(client, bay);
    return options.waggle ? await waggle(bay, client) : await swing(bay, client);
  } finally {
    await bay.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function swing(bay: DemoBay, client: BayClient): Promise<number> {
  say('The golfer swings.');
  let swingId: string | null = null;
  client.listen((message) => {
    if (message.event === 'SWING_DETECTED') swingId ??= message.data.swingId;
  });
  const played = await bay.play('swing');
  const playedMs = (played.endsAtNs - systemClock.monotonicNs()) / NS_PER_MS;
  const done = client.next('ANALYSIS_COMPLETE', playedMs + ANALYSIS_MS_MAX);
  await sleep(playedMs + NO_SWING_MS);
  if (swingId === null) {
    done.catch(() => undefined);
    say('The live loop found no swing.');
    return EXIT_NO_SWING;
  }
  say('The swing was found; it is being measured.');
  const { status } = await done;
  if (status !== 'completed') {
    say('The swing was stored, but could not be measured.');
    return EXIT_FAILED;
  }
  const report = await client.report(swingId);
  process.stdout.write(`${eventsBesideTruth(report, played.eventsNs)}\n`);
  const { model, provider } = report.versions;
  say(`Stored as swing ${report.id}, revision ${report.revision}, measured with the ${model} model on ${provider}.`);
  return 0;
}

async function waggle(bay: DemoBay, client: BayClient): Promise<number> {
  say('The golfer waggles, and does not swing.');
  let isSwing = false;
  client.listen((message) => {
    if (message.event === 'SWING_DETECTED') isSwing = true;
  });
  const played = await bay.play('waggle');
  await sleep((played.endsAtNs - systemClock.monotonicNs()) / NS_PER_MS + NO_SWING_MS);
  if (isSwing) {
    say('The waggle was taken for a swing.');
    return EXIT_FAILED;
  }
  say('A person, no swing: nothing was stored.');
  return EXIT_NO_SWING;
}

/** A bay that does not know its cameras, and a board that is carried through it without end. */
async function calibrateDemo(port: number): Promise<void> {
  const drawing = new ProgressLine('Drawing the board');
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    ...{ directory: join(projectRoot, '.swingbay', 'demo-calibrate'), port },
    ...boardDemo(({ framesDone, framesTotal }) => drawing.show(framesDone / framesTotal)),
  });
  drawing.end();
  process.stdout.write(`The installer’s page is at ${bay.daemon.url}/calibrate\n`);
  say('Press Ctrl-C to end the demo.');
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  await Promise.race([aborted(ended.signal), bay.virtual.ended]);
  await bay.close();
}

async function playOn(options: DemoOptions): Promise<number> {
  const directory = join(projectRoot, '.swingbay', 'demo');
  const bay = await openWithProgress(options, directory, options.port ?? DEFAULT_PORT, ['swing']);
  // The screen of a bay that has an operator is known by its loopback address.
  const screen = bay.daemon.url.replace('//0.0.0.0:', '//localhost:');
  process.stdout.write(`The bay screen is at ${screen}\n`);
  if (options.network) await sayOwner(directory);
  say('Press Ctrl-C to end the demo.');
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  process.once('SIGTERM', () => ended.abort());
  void bay.virtual.ended.then(() => ended.abort());
  const { client } = await BayClient.connect(bay.daemon.url, join(directory, 'data'));
  try {
    await Promise.race([camerasSeeGolfer(client, bay), aborted(ended.signal)]);
    for (let turn = 0; !ended.signal.aborted; turn++) {
      const kind = PROGRAMME[turn % PROGRAMME.length] ?? 'swing';
      // What has not been drawn yet may take a while; whoever ends the demo does not wait for it.
      await Promise.race([bay.play(kind), aborted(ended.signal)]);
      await sleep(BETWEEN_SWINGS_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  } finally {
    client.close();
    await bay.close();
  }
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function openWithProgress(
  options: DemoOptions,
  directory: string,
  port: number,
  prepare: readonly PlayKind[],
): Promise<DemoBay> {
  const drawing = new ProgressLine('Drawing the golfer');
  const bay = await openDemoBay({
    cacheDirectory: readEnvironment().cacheDirectory ?? join(projectRoot, '.swingbay', 'virtual-bay'),
    directory,
    port,
    withHardware: true,
    ...networkOf(options),
    virtual: {
      seed: options.seed,
      handedness: options.leftHanded ? 'left' : 'right',
      prepare,
      variety: options.once ? 1 : 3,
      onProgress: ({ framesDone, framesTotal }) => drawing.show(framesDone / framesTotal),
    },
  });
  drawing.end();
  return bay;
}

/** Every camera has live poses of somebody: from here on a swing can be seen. */
async function camerasSeeGolfer(client: BayClient, bay: DemoBay): Promise<void> {
  await Promise.all(
    bay.virtual.cameras.map(({ name }) =>
      client.next('POSE_UPDATE', CAMERAS_READY_MS_MAX, (pose) => pose.camera === name && pose.landmarks !== null),
    ),
  );
  await sleep(SETTLE_MS);
}

async function sayOwner(directory: string): Promise<void> {
  const owner = await readDemoOwner(directory);
  say('Phones in the same network join by the QR code on the screen (“Join”).');
  if (owner === undefined) return;
  say(`Its operator is ${owner.email}, password ${owner.password}; the staff PIN is ${owner.pin}.`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
