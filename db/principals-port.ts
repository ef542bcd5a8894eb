/** The part of the storage port about who may act: keys of systems and officers; and the catalogue they publish. */
export interface CatalogueStore {
  newestCatalogueVersion(): Promise<number>;
  findCatalogue(
    version: number,
  ): Promise<{ readonly version: number; readonly document: string } | undefined>;
}

export interface ApiKeyRow {
  /** The public middle part of the key. */
  readonly id: string;
  readonly name: string;
  readonly system: string;
  readonly scopes: readonly string[];
  /** Touchpoint keys, or `['*']`: all of the system's own. */
  readonly touchpoints: readonly string[];
  /** HMAC of the secret part. */
  readonly mac: Uint8Array;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
  /** Calls a second; null: as many as it likes. */
  readonly limitPerSecond: number | null;
  /** `*` as system: owns every system's touchpoints (the demo's own test key, never a default). */
}
export interface OfficerRow {
  readonly id: string;
  /** Handle of the e-mail address under system `officer`. */
  readonly handle: string;
  /** Address and name, encrypted under the deployment's key. */
  readonly sealed: Uint8Array;
  readonly roles: readonly string[];
  readonly createdAtMs: number;
  readonly removedAtMs: number | null;
}
export interface PrincipalStore {
  findApiKey(id: string): Promise<ApiKeyRow | undefined>;
  listApiKeys(): Promise<readonly ApiKeyRow[]>;
  findOfficerByHandle(handle: string): Promise<OfficerRow | undefined>;
  findOfficer(id: string): Promise<OfficerRow | undefined>;
  listOfficers(): Promise<readonly OfficerRow[]>;
}
