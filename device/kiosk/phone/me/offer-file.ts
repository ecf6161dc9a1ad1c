/** Long enough for a browser to have begun to save; then the memory is given back. */
const KEPT_MS = 60_000;

/** Hands a file to the browser to be saved. */
export function offerFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
