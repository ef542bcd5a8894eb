import { DrizzleQueryError } from 'drizzle-orm';
import { causesOf, DatabaseProblem, engineCode, StorageError } from './problem';

/**
 * An ORM's error quotes the statement's parameters, a driver's error the row that clashed: both
 * would carry handles into a log (SEC-27). What leaves a store says what failed, never with
 * which values.
 */
export function plainError(error: unknown): unknown {
  if (error instanceof StorageError || error instanceof DatabaseProblem) return error;
  const causes = causesOf(error);
  const code = engineCode(error);
  const fromQuery = causes.some((cause) => cause instanceof DrizzleQueryError);
  if (code === undefined && !fromQuery) return error;
  const inner = causes.find((cause) => !(cause instanceof DrizzleQueryError));
  const message = inner?.message ?? 'The database failed.';
  return new StorageError(message, code ?? 'CONNECTION');
}

/** The same store, every operation with plain errors; what was synchronous stays so. */
export function withPlainErrors<Store extends object>(store: Store): Store {
  const guarded = Object.entries(store).map(([name, member]) => [
    name,
    typeof member === 'function' ? guard(member as Operation) : (member as unknown),
  ]);
  return Object.fromEntries(guarded) as Store;
}

type Operation = (...values: unknown[]) => unknown;

function guard(operation: Operation): Operation {
  return (...values) => {
    try {
      const result = operation(...values);
      if (!(result instanceof Promise)) return result;
      return result.catch((error: unknown) => {
        throw plainError(error);
      });
    } catch (error) {
      throw plainError(error);
    }
  };
}
