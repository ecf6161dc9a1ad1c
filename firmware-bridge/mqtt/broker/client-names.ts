/**
 * Whose a client id is while it is connected: the same user may take it over, as MQTT has it; another may not, or one
 * guest of the network could throw out a bay's controller by its name.
 */
export class ClientNames {
  readonly #holders = new Map<string, { user: string; connections: number }>();

  /** Whether the id is free or this user's; then it is held until `release`, once for each time. */
  hold(clientId: string, user: string): boolean {
    const holder = this.#holders.get(clientId);
    if (holder !== undefined && holder.user !== user) return false;
    this.#holders.set(clientId, { user, connections: (holder?.connections ?? 0) + 1 });
    return true;
  }

  release(clientId: string): void {
    const holder = this.#holders.get(clientId);
    if (holder === undefined) return;
    holder.connections--;
    if (holder.connections === 0) this.#holders.delete(clientId);
  }
}
