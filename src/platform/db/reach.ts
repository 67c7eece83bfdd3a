/** Which database could not be reached, for whoever tells an operator of it. */

/** Without its password. */
export interface Place {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly login: string;
}

/** Of a `postgres://…`; a folder of Unix sockets is the host. */
export function placeIn(url: string): Place {
  const { hostname, port, pathname, username, searchParams } = new URL(url);
  const login = decodeURIComponent(username);
  return {
    host: decodeURIComponent(hostname) || searchParams.get("host") || "localhost",
    port: port || "5432",
    database: decodeURIComponent(pathname.slice(1)) || login,
    login,
  };
}

const places = new WeakMap<Error, Place>();

/** The same error, which came while a connection to this database was made. */
export function whileReaching(error: Error, url: string | undefined): Error {
  if (url) places.set(error, placeIn(url));
  return error;
}

/** Where no connection could be made when this was thrown; undefined for any other error. */
export const unreached = (error: unknown): Place | undefined =>
  error instanceof Error ? places.get(error) : undefined;
