import { and, desc, eq, isNull, max } from 'drizzle-orm';
import { z } from 'zod';
import type { ApiKeyRow, CatalogueStore, OfficerRow, PrincipalStore } from '../port';
import type { Engine, Tables } from './engine';

const words = z.array(z.string());

export function catalogueReads({ read, tables }: Engine): CatalogueStore {
  const { catalogues } = tables;
  return {
    async newestCatalogueVersion() {
      const [row] = await read.select({ version: max(catalogues.version) }).from(catalogues);
      return Number(row?.version ?? 0);
    },
    async findCatalogue(version) {
      const [row] = await read
        .select({ version: catalogues.version, document: catalogues.document })
        .from(catalogues)
        .where(eq(catalogues.version, version));
      return row;
    },
  };
}

export function principalReads({ read, tables }: Engine): PrincipalStore {
  const { apiKeys, officers } = tables;
  return {
    async findApiKey(id) {
      const [row] = await read.select().from(apiKeys).where(eq(apiKeys.id, id));
      return row && apiKeyOf(row);
    },
    async listApiKeys() {
      const rows = await read.select().from(apiKeys).orderBy(desc(apiKeys.createdAtMs), apiKeys.id);
      return rows.map(apiKeyOf);
    },
    async findOfficerByHandle(handle) {
      const live = and(eq(officers.handle, handle), isNull(officers.removedAtMs));
      const [row] = await read
        .select()
        .from(officers)
        .where(live)
        .orderBy(desc(officers.createdAtMs))
        .limit(1);
      return row && officerOf(row);
    },
    async findOfficer(id) {
      const [row] = await read.select().from(officers).where(eq(officers.id, id));
      return row && officerOf(row);
    },
    async listOfficers() {
      const rows = await read.select().from(officers).orderBy(officers.createdAtMs, officers.id);
      return rows.map(officerOf);
    },
  };
}

function apiKeyOf(row: Tables['apiKeys']['$inferSelect']): ApiKeyRow {
  return {
    ...row,
    scopes: words.parse(JSON.parse(row.scopes)),
    touchpoints: words.parse(JSON.parse(row.touchpoints)),
  };
}

function officerOf(row: Tables['officers']['$inferSelect']): OfficerRow {
  return { ...row, roles: words.parse(JSON.parse(row.roles)) };
}
