/**
 * What Home Assistant's discovery takes of what we send: a document for a device, and for each platform the keys that
 * it knows and needs, under the names or abbreviations of its own documentation. A key that it does not know would make
 * it refuse the whole document.
 */
import { z } from 'zod';

const template = z.string().regex(/^[^{]*\{\{|^\{/);
const topic = z.string().min(1);
const identity = {
  uniq_id: z.string().min(1).describe('Stable, so that names and rooms given in Home Assistant stay.'),
  name: z.string().min(1).describe('What it is called there.'),
  ent_cat: z.enum(['config', 'diagnostic']).optional().describe('What it is not part of everyday use.'),
};
const read = { val_tpl: template.describe('Reads the state message.') };
const ask = {
  cmd_t: topic.describe('Where commands go.'),
  cmd_tpl: template.describe('Makes a command message.'),
};
const unit = z.enum(['mm', '%']).optional();

const componentSchema = z.discriminatedUnion('p', [
  z.strictObject({
    ...{ p: z.literal('sensor'), ...identity, ...read },
    dev_cla: z.literal('enum').optional(),
    ops: z.array(z.string()).optional(),
    stat_cla: z.enum(['measurement', 'total_increasing']).optional(),
    unit_of_meas: unit,
  }),
  z.strictObject({
    ...{ p: z.literal('binary_sensor'), ...identity, ...read },
    dev_cla: z.enum(['occupancy', 'safety', 'problem']).optional(),
  }),
  z.strictObject({
    ...{ p: z.literal('number'), ...identity, ...read, ...ask },
    ...{ min: z.number(), max: z.number(), step: z.number(), unit_of_meas: unit },
  }),
  z.strictObject({ p: z.literal('switch'), ...identity, ...read, ...ask, pl_on: z.string(), pl_off: z.string() }),
  z.strictObject({ p: z.literal('button'), ...identity, ...ask }),
  z.strictObject({
    ...{ p: z.literal('event'), ...identity, ...read, stat_t: topic },
    event_types: z.array(z.string()).min(1),
  }),
]);

export const discoveryMessageSchema = z
  .strictObject({
    dev: z
      .strictObject({
        ids: z.array(z.string()).min(1).describe('What the device is known by.'),
        name: z.string().describe('What it is called.'),
        mf: z.string().describe('Manufacturer.'),
        mdl: z.string().describe('Model.'),
        sw: z.string().describe('Version of the appliance.'),
      })
      .describe('The bay as a device.'),
    o: z
      .strictObject({ name: z.string().describe('What sent this.'), sw: z.string().describe('Its version.') })
      .describe('The origin, which the form for devices must have.'),
    cmps: z.record(z.string().regex(/^[A-Za-z0-9_-]+$/), componentSchema).describe('What the device has.'),
    avty_t: topic.describe('Where it says whether it is there.'),
    stat_t: topic.describe('The state message, which the templates read.'),
    qos: z.literal(1).describe('Of everything that is subscribed and sent.'),
  })
  .describe('Retained; an empty payload removes the device.');
