import { defineKeptTables } from './define-ledger';
import { defineKeyTables } from './define';
import { sqliteKit } from './sqlite-kit';

export const { subjectKeys, secrets } = defineKeyTables(sqliteKit);
export const { tombstones, keptSuppressions, keptWithdrawals } = defineKeptTables(sqliteKit);
