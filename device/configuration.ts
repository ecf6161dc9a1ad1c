/**
 * The whole configuration of an appliance: each folder describes its own section, and here they become one schema of
 * one YAML file. docs/configuration.md is made from it.
 */
import { z } from 'zod';
import { coachConfigSchema } from '../cloud-sync/coach/coach.config.ts';
import { fleetConfigSchema } from '../cloud-sync/fleet/fleet.config.ts';
import { facilityConfigSchema } from '../cloud-sync/facility/facility.config.ts';
import { launchMonitorConfigSchema } from '../firmware-bridge/launch-monitor/launch-monitor.config.ts';
import { modbusConfigSchema } from '../firmware-bridge/modbus/modbus.config.ts';
import { mqttConfigSchema } from '../firmware-bridge/mqtt/mqtt.config.ts';
import { serialHardwareConfigSchema } from '../firmware-bridge/serial/serial.config.ts';
import { copiesConfigSchema } from '../cloud-sync/restore/copies.config.ts';
import { syncConfigSchema } from '../cloud-sync/outbox/sync.config.ts';
import { warehouseConfigSchema } from '../cloud-sync/warehouse/warehouse.config.ts';
import { sparkplugConfigSchema } from '../firmware-bridge/sparkplug/sparkplug.config.ts';
import { calibrationConfigSchema } from '../provisioning/calibration/calibration.config.ts';
import { analysisConfigSchema } from './analysis/analysis.config.ts';
import { apiConfigSchema } from './api/api.config.ts';
import { bayConfigSchema } from './bay/bay.config.ts';
import { cameraSchema, microphoneSchema } from './capture/capture.config.ts';
import { storeConfigSchema } from './store/store.config.ts';
import { LOG_LEVELS } from './telemetry/log.ts';
import { voiceConfigSchema } from './voice/voice.config.ts';

const ROLE = [
  '`bay` watches golfers. `facility` is the appliance in the office of several bays: it has no cameras and keeps their',
  'accounts, the list of their visits and their leaderboards.',
].join(' ');

const CAMERAS_MAX = 8;
const CONTROLLERS_MAX = 4;

const hardwareSchema = z.discriminatedUnion('kind', [
  serialHardwareConfigSchema,
  modbusConfigSchema.extend({ kind: z.literal('modbus').describe('Bought inputs and outputs on a Modbus RTU line.') }),
]);

export const configurationSchema = z
  .strictObject({
    role: z.enum(['bay', 'facility']).default('bay').describe(ROLE),
    bay: bayConfigSchema.prefault({}).describe('The bay itself.'),
    cameras: z
      .array(cameraSchema)
      .max(CAMERAS_MAX)
      .default([])
      .refine((cameras) => new Set(cameras.map((camera) => camera.name)).size === cameras.length, {
        message: 'two cameras have the same name',
      })
      .describe('The cameras that watch the golfer. A bay has at least one, a facility appliance none.'),
    microphone: microphoneSchema
      .nullable()
      .default(null)
      .describe('The microphone that hears the ball being struck; null where there is none.'),
    hardware: z
      .array(hardwareSchema)
      .max(CONTROLLERS_MAX)
      .default([])
      .describe('Tee, dispenser, lights, beams and whatever else the bay has.'),
    launchMonitor: launchMonitorConfigSchema
      .prefault({})
      .describe('What measures the ball’s flight, and where shots are passed on to.'),
    mqtt: mqttConfigSchema.prefault({}).describe('How the bay speaks MQTT.'),
    sparkplug: sparkplugConfigSchema
      .prefault({})
      .describe('The bay as a Sparkplug B edge node of a facility or a fleet.'),
    calibration: calibrationConfigSchema.prefault({}).describe('How the cameras are calibrated.'),
    analysis: analysisConfigSchema.prefault({}).describe('How swings are measured.'),
    voice: voiceConfigSchema.prefault({}).describe('What the bay says, in which language and how loud.'),
    coach: coachConfigSchema
      .prefault({})
      .describe('The coach that answers in words, when there is a line. A facility’s appliance does nothing with it.'),
    store: storeConfigSchema.describe('Where swings are kept.'),
    sync: syncConfigSchema.prefault({}).describe('What leaves the bay, where to and how fast.'),
    warehouse: warehouseConfigSchema
      .nullable()
      .default(null)
      .describe(
        'The warehouse that is told of every swing; null for none. Its rows name what lies in `sync.to`, which it needs. A facility’s appliance does nothing with it.',
      ),
    copies: copiesConfigSchema
      .prefault({})
      .describe(
        'The sealed copies by which a new machine becomes this appliance again; they lie where `sync.to` says.',
      ),
    fleet: fleetConfigSchema
      .nullable()
      .default(null)
      .describe('The fleet that looks after this bay, or after this appliance of a facility; null for none.'),
    facility: facilityConfigSchema
      .nullable()
      .default(null)
      .describe(
        'The appliance of the facility that this bay belongs to (docs/facility.md); null for a bay that is its own.',
      ),
    api: apiConfigSchema.prefault({}).describe('The interface for pages and programs.'),
    log: z
      .strictObject({
        level: z.enum(LOG_LEVELS).default('info').describe('What is written to the log.'),
        keptMiB: z
          .number()
          .int()
          .min(0)
          .max(1_024)
          .nullable()
          .default(null)
          .describe(
            'How much of the log is kept in files beside the bay’s data, in MiB, for `collect-logs`; 0 keeps none, null keeps 16 in a fleet and none otherwise.',
          ),
      })
      .prefault({})
      .describe('The log.'),
  })
  .superRefine(({ role, cameras, microphone, hardware, facility, warehouse, sync }, context) => {
    const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    if (warehouse !== null && sync.to === null) {
      refuse('warehouse', 'its rows name what lies in the object store: set `sync.to` as well');
    }
    if (role === 'bay' && cameras.length === 0) refuse('cameras', 'a bay has at least one camera');
    if (role === 'bay') return;
    if (cameras.length > 0) refuse('cameras', 'a facility appliance has no cameras');
    if (microphone !== null) refuse('microphone', 'a facility appliance has no microphone');
    if (facility !== null) refuse('facility', 'a facility belongs to no other');
    if (hardware.length > 0) refuse('hardware', 'a facility appliance has no hardware');
  });

export type Configuration = z.infer<typeof configurationSchema>;
