import { defineActivityTables, defineLogTables, defineSubjectTables } from './define';
import { postgresKit } from './postgres-kit';

export const { head, events, eventBodies, eventPurposes, eventPersonal, idempotency, outbox } =
  defineLogTables(postgresKit);
export const { subjects, identifiers, catalogues, apiKeys, officers } =
  defineSubjectTables(postgresKit);
export const { sessions, signIns, tallies, exposures, contacts, mail } =
  defineActivityTables(postgresKit);
