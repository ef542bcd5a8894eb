import { defineKeptTables } from './define-ledger';
import { defineKeyTables } from './define';
import { postgresKit } from './postgres-kit';

export const { subjectKeys, secrets } = defineKeyTables(postgresKit);
export const { tombstones, keptSuppressions, keptWithdrawals } = defineKeptTables(postgresKit);
