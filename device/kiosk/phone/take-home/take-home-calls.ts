/** The phone's calls, as far as taking a swing home needs them. Paths begin behind `/api/v1`. */
export interface TakeHomeCalls {
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** A file of the bay, with the login that it needs. */
  fetchVideo(path: string): Promise<Blob>;
}
