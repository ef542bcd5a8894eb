import { defineErasureTables, defineJobTables, defineLedgerTables } from './define-ledger';
import { defineActivityTables, defineLogTables, defineSubjectTables } from './define';
import { defineAudienceTables } from './define-audiences';
import { defineWebhookTables } from './define-webhooks';
import { sqliteKit } from './sqlite-kit';

export const { head, events, eventBodies, eventPurposes, eventPersonal, idempotency, outbox } =
  defineLogTables(sqliteKit);
export const { subjects, identifiers, catalogues, apiKeys, officers } =
  defineSubjectTables(sqliteKit);
export const { sessions, signIns, tallies, tallyRuns, askedPlaces, exposures, contacts, mail } =
  defineActivityTables(sqliteKit);
export const { logs, checkpoints, anchors } = defineLedgerTables(sqliteKit);
export const { suppressions, erasedSeqs, erasedSets, holds, erasureRequests, serviceErasures } =
  defineErasureTables(sqliteKit);
export const { jobs } = defineJobTables(sqliteKit);
export const { webhooks, webhookDeliveries } = defineWebhookTables(sqliteKit);
export const { audiences, audienceMembers } = defineAudienceTables(sqliteKit);
