import { defineErasureTables, defineJobTables, defineLedgerTables } from './define-ledger';
import { defineActivityTables, defineLogTables, defineSubjectTables } from './define';
import { defineAudienceTables } from './define-audiences';
import { defineWebhookTables } from './define-webhooks';
import { postgresKit } from './postgres-kit';

export const { head, events, eventBodies, eventPurposes, eventPersonal, idempotency, outbox } =
  defineLogTables(postgresKit);
export const { subjects, identifiers, catalogues, apiKeys, officers } =
  defineSubjectTables(postgresKit);
export const { sessions, signIns, tallies, tallyRuns, askedPlaces, exposures, contacts, mail } =
  defineActivityTables(postgresKit);
export const { logs, checkpoints, anchors } = defineLedgerTables(postgresKit);
export const { suppressions, erasedSeqs, erasedSets, holds, erasureRequests, serviceErasures } =
  defineErasureTables(postgresKit);
export const { jobs } = defineJobTables(postgresKit);
export const { webhooks, webhookDeliveries } = defineWebhookTables(postgresKit);
export const { audiences, audienceMembers } = defineAudienceTables(postgresKit);
