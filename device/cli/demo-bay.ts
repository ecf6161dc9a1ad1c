/** A virtual bay and the daemon that watches it, as the demo, the live bench and the end-to-end tests run them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { isBayError } from '../errors/bay-error.ts';
import { DEMO_BOARD } from '../virtual-bay/charuco-board.ts';
import { startVirtualBay, type VirtualBay, type VirtualBayOptions } from '../virtual-bay/virtual-bay.ts';
import type { PlayedScenario, PlayKind } from '../virtual-bay/virtual-bay-messages.ts';
import { ensureDemoOwner } from './demo-owner.ts';
import { type DemoHardware, openDemoHardware } from './demo-hardware.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

export interface DemoBayOptions {
  /** Rendered pictures are kept here between runs. */
  readonly cacheDirectory: string;
  /** The bay's data and its configuration. */
  readonly directory: string;
  readonly port: number;
  readonly virtual?: Omit<Partial<VirtualBayOptions>, 'cacheDirectory'>;
  /** Whether the daemon is told where the cameras stand; true by default. */
  readonly isCalibrated?: boolean;
  /** Whether a tee, a dispenser, lights, a beam and a launch monitor are there too; false by default. */
  readonly withHardware?: boolean;
  /** Where phones reach it; on its own machine alone where absent. */
  readonly network?: DemoNetwork;
  /** Further sections of the configuration, such as those a test needs. */
  readonly configuration?: Record<string, unknown>;
}

export interface DemoNetwork {
  /** For the QR code; null for this machine's own address in the local network. */
  readonly publicAddress: string | null;
  /** Certificate and key, in PEM; null for plain HTTP. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

export interface DemoBay {
  readonly virtual: VirtualBay;
  readonly daemon: SupervisedDaemon;
  readonly configFile: string;
  /** Null where it was not asked for, or this machine has no C compiler to build the controller with. */
  readonly hardware: DemoHardware | null;
  /** Has the golfer do something, and the ball and its flight with it. */
  play(kind: PlayKind): Promise<PlayedScenario>;
  close(): Promise<void>;
}

/** Frames between key frames of the rendered cameras: a clip starts at most a quarter of a second early. */
const KEY_FRAME_EVERY = 15;
const BALLS_A_VISIT = 50;
/** A demo must not need the room of an appliance. */
const FLOOR_MIB = 256;

export async function openDemoBay(options: DemoBayOptions): Promise<DemoBay> {
  const virtual = await startVirtualBay({ ...options.virtual, cacheDirectory: options.cacheDirectory });
  let hardware: DemoHardware | null = null;
  try {
    const configFile = join(options.directory, 'bay.yaml');
    await mkdir(options.directory, { recursive: true });
    hardware = options.withHardware === true ? await hardwareIfBuilt(options) : null;
    await writeFile(configFile, stringify(demoConfiguration(virtual, hardware, options)));
    const daemon =
      options.network === undefined
        ? await SupervisedDaemon.start({ configFile })
        : await startOnNetwork(configFile, demoConfiguration(virtual, hardware, options), options);
    return {
      ...{ virtual, daemon, configFile, hardware },
      play: async (kind) => {
        const played = await virtual.play(kind);
        hardware?.played(played);
        return played;
      },
      close: async () => {
        await daemon.stop();
        await Promise.all([virtual.close(), hardware?.close()]);
      },
    };
  } catch (error) {
    await Promise.all([virtual.close(), hardware?.close()]);
    throw error;
  }
}

/** First on its own machine, where its operator's account is made, then on every address. */
async function startOnNetwork(
  configFile: string,
  configuration: Record<string, unknown>,
  { network, directory, port }: DemoBayOptions,
): Promise<SupervisedDaemon> {
  const alone = await SupervisedDaemon.start({ configFile });
  try {
    await ensureDemoOwner(alone.url, directory, join(directory, 'data'));
  } finally {
    await alone.stop();
  }
  const { publicAddress = null, tls = null } = network ?? {};
  const api = { host: '0.0.0.0', port, publicAddress, tls };
  await writeFile(configFile, stringify({ ...configuration, api }));
  return SupervisedDaemon.start({ configFile });
}

/** A demo on a machine without a compiler shows the golfer all the same. */
async function hardwareIfBuilt({ directory, virtual }: DemoBayOptions): Promise<DemoHardware | null> {
  try {
    return await openDemoHardware(directory, virtual?.seed ?? 0);
  } catch (error) {
    if (!isBayError(error) || error.code !== 'firmware/not-built') throw error;
    process.stderr.write(`The bay has no tee and no lights: ${error.message} ${error.hint ?? ''}\n`);
    return null;
  }
}

/** Standing boards need few frames a second, and a bay in which nobody plays needs no live pose. */
const BOARD_FPS = 15;

/** The options of a bay whose cameras are to be calibrated with a board that is carried through it. */
export function boardDemo(
  onProgress: NonNullable<VirtualBayOptions['onProgress']>,
): Pick<DemoBayOptions, 'virtual' | 'isCalibrated' | 'configuration'> {
  return {
    isCalibrated: false,
    virtual: { shows: 'board', fps: BOARD_FPS, prepare: [], onProgress },
    configuration: {
      bay: { name: 'Demo bay', posesPerSecondMax: 0 },
      calibration: { board: { ...DEMO_BOARD, dictionary: 'DICT_4X4_50' } },
    },
  };
}

function demoConfiguration(
  virtual: VirtualBay,
  hardware: DemoHardware | null,
  options: DemoBayOptions,
): Record<string, unknown> {
  const { host, port, distanceM, delayMs } = virtual.microphone;
  return {
    bay: { name: 'Demo bay', cycle: { creditPerVisit: BALLS_A_VISIT } },
    cameras: virtual.cameras.map((camera) => ({
      name: camera.name,
      role: camera.role,
      source: { kind: 'virtual', host: camera.host, port: camera.port },
      width: camera.width,
      height: camera.height,
      fps: camera.fps,
      keyFrameEvery: KEY_FRAME_EVERY,
      ...(options.isCalibrated === false ? {} : { calibration: camera.calibration }),
    })),
    microphone: { source: { kind: 'virtual', host, port }, distanceM, delayMs },
    store: { dataDirectory: join(options.directory, 'data'), floorMiB: FLOOR_MIB },
    api: { host: '127.0.0.1', port: options.port },
    log: { level: 'warn' },
    ...hardware?.configuration,
    ...options.configuration,
  };
}
