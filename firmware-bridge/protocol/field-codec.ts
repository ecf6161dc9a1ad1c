/**
 * What every device's packets share: its index, and its fields, each a tag and a 32-bit number.
 *
 *     ┌──────────┬───────────┐
 *     │ tag u8   │ value u32 │  … in ascending order of tags
 *     └──────────┴───────────┘
 */
import { FIELD_TAGS, type FieldName, type Fields } from './message.ts';
import type { PayloadReader, PayloadWriter } from './payload-cursor.ts';
import { DEVICES_MAX } from './protocol-limits.ts';

const FIELD_OF_TAG: ReadonlyMap<number, FieldName> = new Map(
  Object.entries(FIELD_TAGS).map(([name, tag]) => [tag, name as FieldName]),
);

export function encodeFields(out: PayloadWriter, fields: Fields): PayloadWriter {
  for (const [name, tag] of Object.entries(FIELD_TAGS)) {
    const value = fields[name as FieldName];
    if (value !== undefined) out.number(tag, 1).number(value, 4);
  }
  return out;
}

/** To the end of the payload. Each tag once and in ascending order, or the message is malformed; unknown ones are passed over. */
export function decodeFields(reader: PayloadReader): Fields {
  const fields: { [name in FieldName]?: number } = {};
  let tagBefore = 0;
  while (reader.left > 0) {
    const tag = reader.number(1);
    const value = reader.number(4);
    if (tag <= tagBefore) reader.break('tags of fields do not ascend');
    if (reader.isBroken) break;
    tagBefore = tag;
    const name = FIELD_OF_TAG.get(tag);
    if (name !== undefined) fields[name] = value;
  }
  return fields;
}

export function decodeDevice(reader: PayloadReader): number {
  const index = reader.number(1);
  if (index >= DEVICES_MAX) reader.break(`a device is not below ${DEVICES_MAX}`);
  return index;
}
