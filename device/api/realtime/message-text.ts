/** The text of a message, made once however many screens it goes to: poses come dozens of times a second. */
import type { ServerMessage } from '../contract/realtime.ts';

const texts = new WeakMap<ServerMessage, string>();

/** The message must not be changed afterwards. */
export function messageText(message: ServerMessage): string {
  const known = texts.get(message);
  if (known !== undefined) return known;
  const text = JSON.stringify(message);
  texts.set(message, text);
  return text;
}
