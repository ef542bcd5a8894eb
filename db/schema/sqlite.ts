import { defineActivityTables, defineLogTables, defineSubjectTables } from './define';
import { sqliteKit } from './sqlite-kit';

export const { head, events, eventBodies, eventPurposes, eventPersonal, idempotency, outbox } =
  defineLogTables(sqliteKit);
export const { subjects, identifiers, catalogues, apiKeys, officers } =
  defineSubjectTables(sqliteKit);
export const { sessions, signIns, tallies, exposures, contacts, mail } =
  defineActivityTables(sqliteKit);
