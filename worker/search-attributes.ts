import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import type { SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

const VISIBLE_TIMEOUT_MS = 15_000;
const GRPC_ALREADY_EXISTS = 6;
const GRPC_UNIMPLEMENTED = 12;
const { IndexedValueType } = temporal.api.enums.v1;

/**
 * Makes sure that the namespace knows these custom search attributes, such as `{AppointmentId: 'KEYWORD'}`, and waits
 * until it lists them. Safe to repeat: `start-dev --search-attribute` would do nothing on an existing database file.
 * @throws Error if an attribute exists with another type.
 */
export async function registerSearchAttributes(
  connection: Connection,
  namespace: string,
  attributes: Readonly<Record<string, SearchAttributeType>>,
): Promise<void> {
  const wanted = Object.entries(attributes).map(
    ([name, type]) => [name, IndexedValueType[`INDEXED_VALUE_TYPE_${type}`]] as const,
  );
  const known = await list(connection, namespace);
  for (const [name, type] of wanted) {
    const present = known?.[name];
    if (present === undefined) await add(connection, namespace, name, type);
    else if (present !== type) {
      throw new Error(
        `Search attribute ${name} of namespace ${namespace} is ${IndexedValueType[present]}, but ` +
          `${IndexedValueType[type]} is needed. Remove it: temporal operator search-attribute remove --name ${name}`,
      );
    }
  }
  const deadlineMs = Date.now() + VISIBLE_TIMEOUT_MS;
  for (;;) {
    const listed = await list(connection, namespace);
    if (listed === null || wanted.every(([name]) => name in listed)) return;
    if (Date.now() > deadlineMs)
      throw new Error(`Temporal has not shown its new search attributes for ${VISIBLE_TIMEOUT_MS / 1000} s.`);
    await wait(50);
  }
}

/** Null on the time-skipping test server, which can add attributes but not list them. */
async function list(connection: Connection, namespace: string) {
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    if (hasCode(error, GRPC_UNIMPLEMENTED)) return null;
    throw error;
  }
}

async function add(
  connection: Connection,
  namespace: string,
  name: string,
  type: temporal.api.enums.v1.IndexedValueType,
) {
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: type } });
  } catch (error) {
    // Another process was quicker, or the server could not list it.
    if (!hasCode(error, GRPC_ALREADY_EXISTS)) throw error;
  }
}

function hasCode(error: unknown, wanted: number): boolean {
  if (!isGrpcServiceError(error)) return false;
  const code: number = error.code;
  return code === wanted;
}
