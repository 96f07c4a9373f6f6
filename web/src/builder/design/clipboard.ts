/** Fields that were copied, to be put into this form or into another one. */
import type { FieldDefinition } from "../document/model";

let held: readonly FieldDefinition[] = [];

export const clipboard = {
  get: (): readonly FieldDefinition[] => held,
  set: (fields: readonly FieldDefinition[]): void => {
    held = fields;
  },
};
