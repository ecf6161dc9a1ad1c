/** Sends back what it is told, and nothing else: what a message to another process and back costs on this machine. */
process.on('message', (message) => process.send?.(message));
process.once('disconnect', () => process.exit(0));
