import { z } from 'zod';

const UNIT_MAX = 247;
const ADDRESS_MAX = 65_535;

const unit = z.number().int().min(1).max(UNIT_MAX).describe('The address of the module on the line.');
const address = z.number().int().min(0).max(ADDRESS_MAX).describe('The number of the point, counted from 0.');

const contactSchema = z.strictObject({
  unit,
  table: z
    .enum(['discrete-input', 'coil', 'holding-register', 'input-register'])
    .default('discrete-input')
    .describe('Where the module keeps it.'),
  address,
  bit: z.number().int().min(0).max(15).default(0).describe('Which bit of a register; without meaning elsewhere.'),
  isInverted: z.boolean().default(false).describe('Whether the contact is open when it means yes.'),
});

const counterSchema = z.strictObject({
  unit,
  table: z
    .enum(['holding-register', 'input-register'])
    .default('input-register')
    .describe('Where the module keeps it.'),
  address,
});

const coilSchema = z.strictObject({ unit, address });

const registerSchema = z.strictObject({ unit, address });

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(24)
  .describe('What the bay calls the device; unique within the bay.');

const pulseMs = z
  .number()
  .int()
  .min(20)
  .max(2_000)
  .default(200)
  .describe('How long the relay is closed, in milliseconds.');

const dispenserSchema = z.strictObject({
  id,
  kind: z.literal('dispenser').describe('Gives a ball for each pulse of a relay.'),
  pulse: coilSchema.describe('The relay that gives one ball for each pulse.'),
  pulseMs,
  pauseMs: z.number().int().min(50).max(30_000).default(800).describe('Time between two balls, in milliseconds.'),
  counted: z
    .union([
      z.strictObject({ contact: contactSchema.describe('Closes for each ball.') }),
      z.strictObject({ counter: counterSchema.describe('The register in which the module counts them.') }),
    ])
    .nullable()
    .default(null)
    .describe(
      'What counts balls that have left: a contact that closes for each, or the module’s own counter. Null: pulses are counted instead, and the bay says so.',
    ),
  ballMsMax: z
    .number()
    .int()
    .min(100)
    .max(30_000)
    .default(3_000)
    .describe('A ball that was not counted after this long is a fault.'),
  ballsMax: z.number().int().min(1).max(100).default(10).describe('Balls in one command, at most.'),
  empty: contactSchema.nullable().default(null).describe('A contact that closes when no ball is left; null for none.'),
  jam: contactSchema.nullable().default(null).describe('A contact that closes when it is jammed; null for none.'),
});

const teeSchema = z.strictObject({
  id,
  kind: z.literal('tee').describe('Brings balls to the player.'),
  ball: z
    .strictObject({ pulse: coilSchema.describe('The relay.'), pulseMs })
    .nullable()
    .default(null)
    .describe('The relay that brings a ball; null where the tee cannot.'),
  height: z
    .strictObject({
      target: registerSchema.describe('The holding register that takes the height.'),
      actual: counterSchema.describe('The register that tells it.'),
      mmPerCount: z.number().positive().max(100).default(1).describe('Millimetres of one count.'),
      mmMax: z.number().positive().max(200).describe('The greatest height in millimetres.'),
    })
    .nullable()
    .default(null)
    .describe('How the tee is moved; null where it cannot be.'),
  present: contactSchema.nullable().default(null).describe('A contact that closes while a ball lies on the tee.'),
  motionMsMax: z.number().int().min(100).max(30_000).default(5_000).describe('A motion that takes longer is a fault.'),
});

const lightSchema = z.strictObject({
  id,
  kind: z.literal('light').describe('Shines as bright as a dimmer lets it.'),
  level: registerSchema.describe('The holding register of the dimmer.'),
  atFull: z.number().int().min(1).max(65_535).default(1_000).describe('What the register holds at full light.'),
  safeLevel: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('The light of the safe state, 0–1: a dark bay is a danger.'),
});

const contactDeviceSchema = <Kind extends 'ball-beam' | 'occupancy' | 'emergency-stop'>(kind: Kind) =>
  z.strictObject({
    id,
    kind: z.literal(kind).describe('What the contact tells.'),
    contact: contactSchema.describe('Where it is read.'),
  });

export const modbusDeviceSchema = z.discriminatedUnion('kind', [
  dispenserSchema,
  teeSchema,
  lightSchema,
  contactDeviceSchema('ball-beam').describe('A contact that closes while a ball lies in the beam.'),
  contactDeviceSchema('occupancy').describe('A contact that closes while somebody stands in the bay.'),
  contactDeviceSchema('emergency-stop').describe('A contact that closes when the stop is pressed.'),
]);

const stationSchema = z.strictObject({
  unit,
  watchdog: z
    .strictObject({
      beat: address.describe('A holding register that the bay writes all the time.'),
      timeout: z
        .strictObject({ address, value: z.number().int().min(0).max(65_535).describe('What is written to it.') })
        .nullable()
        .default(null)
        .describe('The register that sets after how long without it outputs are switched off; null where it is fixed.'),
    })
    .nullable()
    .default(null)
    .describe(
      'How the module notices by itself that the line is lost. Null: its outputs stay as they were, and the bay says so.',
    ),
});

export const modbusConfigSchema = z
  .strictObject({
    port: z.string().min(1).describe('The adapter, best by its stable name under /dev/serial/by-id.'),
    baudRate: z.number().int().min(1_200).max(921_600).default(19_200).describe('Bits a second.'),
    parity: z.enum(['none', 'even', 'odd']).default('even').describe('The parity bit; the standard says even.'),
    stopBits: z
      .union([z.literal(1), z.literal(2)])
      .default(1)
      .describe('Stop bits; 2 without parity, by the standard.'),
    answerMs: z.number().int().min(20).max(100).default(80).describe('How long a module may take to answer.'),
    stations: z.array(stationSchema).max(16).default([]).describe('What modules can beside answering.'),
    devices: z
      .array(modbusDeviceSchema)
      .min(1)
      .max(16)
      .refine((devices) => new Set(devices.map((device) => device.id)).size === devices.length, {
        message: 'two devices have the same id',
      })
      .describe('The register map: what stands behind which point.'),
  })
  .describe('Bought inputs and outputs on a Modbus RTU line.');

export type ModbusConfig = z.infer<typeof modbusConfigSchema>;
export type ModbusDevice = z.infer<typeof modbusDeviceSchema>;
export type Contact = z.infer<typeof contactSchema>;
export type CounterRegister = z.infer<typeof counterSchema>;
export type DispenserConfig = z.infer<typeof dispenserSchema>;
export type TeeConfig = z.infer<typeof teeSchema>;
