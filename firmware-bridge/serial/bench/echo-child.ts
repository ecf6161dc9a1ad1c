/**
 * Sends what it is told down a line and back up what comes back, and nothing else: what a message to another process, a
 * pseudo-terminal and back cost on this machine.
 */
import { SerialPort } from 'serialport';

const [path = ''] = process.argv.slice(2);
const port: SerialPort = new SerialPort({ path, baudRate: 115_200 });
let length = 0;
let missing = 0;

port.on('data', (bytes: Buffer) => {
  missing -= bytes.length;
  if (missing === 0) process.send?.({ length });
});
process.on('message', (message: { bytes: Uint8Array }) => {
  ({ length } = message.bytes);
  missing = length;
  port.write(Buffer.from(message.bytes));
});
process.once('disconnect', () => process.exit(0));
port.once('open', () => process.send?.({ length }));
